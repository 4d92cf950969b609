import asyncio
import sys


async def next_of(x):
    return (x * 3 + 1) % 1009


async def main():
    x = 0
    for _ in range(int(sys.argv[1])):
        x = await next_of(x)
    print(x)


asyncio.run(main())
