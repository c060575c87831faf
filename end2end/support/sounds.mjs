// Sounds made here.

/** A WAV file, of half a second unless it is said, with the name of whoever recorded it. */
export function wav(seconds = 0.5) {
  const chunk = (name, content) => {
    const head = Buffer.alloc(8);
    head.write(name, "latin1");
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
  };
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(8000, 4);
  format.writeUInt32LE(8000, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  const samples = Buffer.from(Array.from({ length: 8000 * seconds }, (_, at) => 128 + Math.round(60 * Math.sin(at / 4))));
  const notes = Buffer.from("INFOIART\x07\0\0\0Louise\0\0", "latin1");
  return chunk("RIFF", Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", format), chunk("LIST", notes), chunk("data", samples)]));
}
