"""Queues with one message each."""
import asyncio
import sys


async def main():
    queues = []
    for i in range(int(sys.argv[1])):
        queues.append(asyncio.Queue())
        queues[-1].put_nowait(i % 7)
    total = 0
    for queue in queues:
        total += await queue.get()
    print(total)


asyncio.run(main())
