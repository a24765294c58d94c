"""The office: rules as pure functions, and services that put them to work in one transaction."""
