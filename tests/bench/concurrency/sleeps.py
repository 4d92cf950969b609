"""Many async calls that sleep at the same time, each for 50 to 99 ms."""
import asyncio
import sys


async def nap(i):
    await asyncio.sleep((50 + i % 50) / 1000)
    return i % 7


async def main():
    print(sum(await asyncio.gather(*[nap(i) for i in range(int(sys.argv[1]))])))


asyncio.run(main())
