// The line between a browser and the portal.

/** A line that can be made slow, to see how far an upload has come: gives what sets how many bytes leave each second, -1 for no limit. */
export async function slowLine(page) {
  const line = await page.context().newCDPSession(page);
  return (bytes) => line.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytes });
}
