// Into a workbench. The token of its first address opens once, so later pages come with the cookie that it gave.

const cookies = new Map();

/** Open the workbench's first page, whether or not a page of this test was there before. */
export async function enter(page, entry) {
  const { origin } = new URL(entry), held = cookies.get(origin);
  if (held) {
    await page.context().addCookies(held);
    await page.goto(`${origin}/`);
  } else {
    await page.goto(entry);
    cookies.set(origin, await page.context().cookies());
  }
}
