// Films made here.

export const width = 320;
export const height = 180;

/** A WebM film of about a second, without sound: recorded by the browser of `viewer`, as no encoder is at hand elsewhere. */
export async function film(viewer) {
  const record = async ([width, height]) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    document.body.append(canvas);
    const pen = canvas.getContext("2d", { alpha: false });
    const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: "video/webm;codecs=vp8" });
    const parts = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.start(100);
    const begun = Date.now();
    // A busy machine may give its first picture late: without one there is no film.
    for (let hue = 0; Date.now() - begun < 1_000 || parts.every((part) => part.size === 0); hue += 20) {
      pen.fillStyle = `hsl(${hue % 360} 60% 50%)`;
      pen.fillRect(0, 0, width, height);
      await new Promise((wait) => setTimeout(wait, 50));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  };
  return Buffer.from(await viewer.evaluate(record, [width, height]), "base64");
}
