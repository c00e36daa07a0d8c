"""The launcher behind `./crm`: first stage on the standard library, second inside the environment it made."""
