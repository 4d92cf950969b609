"""Two tasks send a message there and back."""
import asyncio
import sys


async def echo(there, back):
    while (x := await there.get()) is not None:
        back.put_nowait(x + 1)


async def main():
    there, back, x = asyncio.Queue(), asyncio.Queue(), 0
    task = asyncio.create_task(echo(there, back))
    for _ in range(int(sys.argv[1])):
        there.put_nowait(x)
        x = await back.get()
    there.put_nowait(None)
    await task
    print(x)


asyncio.run(main())
