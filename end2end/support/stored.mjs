// What the demo's folder holds of a picture, and what a browser sees in it.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Every file of `picture`, of whatever revision, in the demo's `folder`: its path below that of this picture, its name and its content. */
export async function storedFiles(folder, picture) {
  const all = await readdir(join(folder, "media"), { recursive: true, withFileTypes: true });
  const mine = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).filter((path) => path.includes(`/${picture}/`));
  const read = async (path) => ({ path: path.split(`/${picture}/`).pop(), name: basename(path), bytes: await readFile(path) });
  return Promise.all(mine.sort().map(read));
}

/** How much two neighbours within `part` of a picture differ in brightness, at most: 0 for one colour, 255 for black beside white. */
export function contrast(viewer, bytes, part) {
  const look = async ([content, { left, top, width, height }]) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))]));
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    context.drawImage(picture, 0, 0);
    const [wide, high] = [Math.floor(width * picture.width), Math.floor(height * picture.height)];
    const { data } = context.getImageData(Math.ceil(left * picture.width), Math.ceil(top * picture.height), wide, high);
    const light = (x, y) => {
      const at = (y * wide + x) * 4;
      return 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    };
    let most = 0;
    for (let y = 1; y < high; y++) {
      for (let x = 1; x < wide; x++) {
        const here = light(x, y);
        most = Math.max(most, Math.abs(here - light(x - 1, y)), Math.abs(here - light(x, y - 1)));
      }
    }
    return most;
  };
  return viewer.evaluate(look, [bytes.toString("base64"), part]);
}
