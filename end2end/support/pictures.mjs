// Pictures made here: a small PNG, drawn byte by byte, and files that are none.
import { deflateSync } from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes) => ~bytes.reduce((c, byte) => table[(c ^ byte) & 0xff] ^ (c >>> 8), 0xffffffff) >>> 0;

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), out.length - 4);
  return out;
}

const halves = (width) => (x) => (x < width / 2 ? [0xb5, 0x48, 0x2a] : [0x24, 0x43, 0x3c]);

/** A picture, `width` × `height`, whose points have the colours that `paint` says: two halves, when it is not said. */
export function png(width = 900, height = 600, paint = halves(width)) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = (y) => {
    const points = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) points.set(paint(x, y), 1 + x * 3);
    return points;
  };
  const rows = Buffer.concat(Array.from({ length: height }, (_, y) => row(y)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** Where `portrait` has its face, and where something else that is not to be masked; in parts of the picture. */
export const face = { left: 0.3, top: 0.25, width: 0.2, height: 0.4 };
export const poster = { left: 0.7, top: 0.25, width: 0.2, height: 0.4 };

/**
 * A grey picture with two chessboards: a face and a poster. Their squares are wide enough to be seen in the narrowest file, and as grey as
 * the rest once they are mixed: what a mask leaves of them has no edge.
 */
export function portrait() {
  const [width, height] = [1280, 800];
  const within = (x, y, part) => {
    const [across, down] = [x / width - part.left, y / height - part.top];
    return across >= 0 && across < part.width && down >= 0 && down < part.height;
  };
  const square = (x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? [0, 0, 0] : [255, 255, 255]);
  return png(width, height, (x, y) => (within(x, y, face) || within(x, y, poster) ? square(x, y) : [128, 128, 128]));
}

export const file = (name, buffer, mimeType = "image/png") => ({ name, mimeType, buffer });
