"""The sandbox: be a sample person, read the phones, work in the MP, be the bank, move time."""

from starter.web.routes.sandbox import bank, people, phones, platform, time

ROUTERS = (people.router, phones.router, platform.router, bank.router, time.router)
