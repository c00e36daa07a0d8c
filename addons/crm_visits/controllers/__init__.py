from . import calendar_feed, caller, complaints, contact_cards
