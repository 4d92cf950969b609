"""Async calls that all wait before they go on: a thousand at a time."""
import asyncio
import sys


async def one(gate, x):
    return await gate.get() + x


async def main():
    gate, total = asyncio.Queue(), 0
    for _ in range(int(sys.argv[1]) // 1000):
        calls = [asyncio.create_task(one(gate, i)) for i in range(1000)]
        for _ in range(1000):
            gate.put_nowait(1)
        total += sum(await asyncio.gather(*calls))
    print(total)


asyncio.run(main())
