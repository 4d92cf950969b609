"""Tasks, all of which sleep."""
import asyncio
import os
import sys


async def nap(i):
    await asyncio.sleep(600 + i % 1000 / 1000)
    return i


async def main():
    naps = [asyncio.create_task(nap(i)) for i in range(int(sys.argv[1]))]
    await asyncio.sleep(0)
    print(len(naps), flush=True)
    os._exit(0)


asyncio.run(main())
