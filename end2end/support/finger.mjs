// A finger on the screen: the browser itself makes of it what it makes of any touch, scrolling included. The page must have `hasTouch`.

const STEPS = 10;

/** Puts a finger down at `from`, leads it to `to`, and lifts it. */
export async function slide(page, from, to) {
  const screen = await page.context().newCDPSession(page);
  const touch = (type, ...points) => screen.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  await touch("touchStart", from);
  for (let step = 1; step <= STEPS; step++) await touch("touchMove", from.map((start, axis) => start + ((to[axis] - start) * step) / STEPS));
  await touch("touchEnd");
  await screen.detach();
}
