"""One sender, one receiver, one queue."""
import asyncio
import sys


async def send(queue, n):
    for i in range(n):
        await queue.put(i)
    await queue.put(None)


async def main():
    queue = asyncio.Queue(1024)
    sender = asyncio.create_task(send(queue, int(sys.argv[1])))
    total = 0
    while (x := await queue.get()) is not None:
        total += x % 7
    await sender
    print(total)


asyncio.run(main())
