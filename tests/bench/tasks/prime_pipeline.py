import asyncio
import sys


async def numbers(n, target):
    for x in range(2, n):
        await target.put(x)
    await target.put(None)


async def stage(source, prime, target):
    while (x := await source.get()) is not None:
        if x % prime != 0:
            await target.put(x)
    await target.put(None)


async def main():
    source = asyncio.Queue(64)
    tasks = [asyncio.create_task(numbers(int(sys.argv[1]), source))]
    total = 0
    while (prime := await source.get()) is not None:
        total += prime
        target = asyncio.Queue(64)
        tasks.append(asyncio.create_task(stage(source, prime, target)))
        source = target
    print(total)


asyncio.run(main())
