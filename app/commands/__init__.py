"""`flask --app app …`: each command calls one action and says in words what it did."""

from flask import Flask

from app.commands import audit, backup, data, jobs, keys, listings, people, policy

COMMANDS = (
    listings.load_demo,
    listings.import_feed,
    listings.build_places,
    listings.reports,
    jobs.job,
    jobs.run_jobs,
    listings.clock_group,
    policy.policy_group,
    people.create_admin,
    people.suspend,
    audit.audit_group,
    data.data_group,
    keys.keys_group,
    backup.backup,
    backup.put_back,
)


def register(app: Flask) -> None:
    """Add every command to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
