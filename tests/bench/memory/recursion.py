"""Tasks, each awaiting the next."""
import asyncio
import sys


async def down(n):
    if n == 0:
        return 0
    return 1 + await asyncio.create_task(down(n - 1))


print(asyncio.run(down(int(sys.argv[1]))))
