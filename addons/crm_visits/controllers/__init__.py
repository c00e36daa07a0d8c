from . import calendar_feed, caller, contact_cards
