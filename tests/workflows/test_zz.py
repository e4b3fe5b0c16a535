from workflows import limits
async def test_z(world, monkeypatch):
    monkeypatch.setattr(limits, "EVENTS_MAX", 20)
    cid = await world.published()
    hs = await world.histories(cid)
    print([(h.workflow_id, len(h.events)) for h in hs])
    await world.handle(cid).cancel()
    import asyncio
    await asyncio.sleep(2)
    hs = await world.histories(cid)
    print([(h.workflow_id, len(h.events)) for h in hs])
