"""What Keyroom is measured against: the least that durability costs, and the stock parts."""
