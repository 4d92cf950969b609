"""Tasks, all of which wait for a message; then each gets one."""
import asyncio
import sys


async def one(gate, i):
    return await gate.get() + i


async def main():
    gate = asyncio.Queue()
    waiting = [asyncio.create_task(one(gate, i)) for i in range(int(sys.argv[1]))]
    await asyncio.sleep(0)
    for _ in waiting:
        gate.put_nowait(1)
    total = 0
    for task in waiting:
        total += await task
    print(total)


asyncio.run(main())
