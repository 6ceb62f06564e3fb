"""What `make facts` prints: helplines and safety facts that somebody has to check at their owner."""

from datetime import date

from app.kernel.clock import running
from app.site.rules.facts import help_facts


def main(today: date) -> None:
    """Print one sentence a fact, or that all is well."""
    stale = help_facts().stale(today)
    print("\n".join(stale) or "Every fact was checked at its owner in the last 180 days.")


if __name__ == "__main__":
    main(running().date())
