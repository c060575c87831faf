// A browser without pages: it asks, follows where it is sent, and keeps cookies as browsers do. What it is sent to is looked at on the way.

/** One browser. `portal` is `{ url, address }`: where the program listens, and what it is called; a name is not resolved. */
export class Visitor {
  #jars = new Map();

  constructor(portal) {
    this.portal = portal;
  }

  /** Asks once. Nothing is followed. */
  async ask(address, { form, method = form ? "POST" : "GET", headers = {} } = {}) {
    const url = new URL(address, this.portal.address);
    const ours = url.origin === new URL(this.portal.address).origin;
    const jar = this.#jar(url.origin);
    const sent = { ...headers };
    if (jar.size) sent.cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    if (ours && method !== "GET") sent.origin ??= url.origin;
    const reached = ours ? `${this.portal.url}${url.pathname}${url.search}` : url.href;
    const body = form && new URLSearchParams(form);
    const answer = await fetch(reached, { method, headers: sent, body, redirect: "manual" });
    const cookies = answer.headers.getSetCookie();
    for (const cookie of cookies) keep(jar, cookie);
    const location = answer.headers.get("location");
    return {
      url: url.href,
      status: answer.status,
      headers: answer.headers,
      cookies,
      text: await answer.text(),
      location: location === null ? null : new URL(location, url).href,
      sentTo: location,
    };
  }

  /** Asks, and goes on while `more` says so of where it is sent. */
  async follow(address, more = () => true) {
    let answer = await this.ask(address);
    for (let step = 0; answer.location && more(answer.location); step++) {
      if (step > 12) throw new Error(`sent around in circles, at last to ${answer.location}`);
      answer = await this.ask(answer.location);
    }
    return answer;
  }

  /** Begins a sign-in with the provider `row`, and is `person` there. Gives the address that the provider sends back to, not opened yet. */
  async comeBackAs(row, person, { back = "/", path = `/connexion/${row}?retour=${encodeURIComponent(back)}` } = {}) {
    const home = (address) => address.includes(`/connexion/${row}/retour`);
    let answer = await this.follow(path, (address) => !home(address));
    if (answer.url.includes("/qui/")) {
      this.wasAsked = true;
      answer = await this.ask(answer.url, { form: { id: person } });
      if (!home(answer.location)) answer = await this.follow(answer.location, (address) => !home(address));
    } else this.wasAsked = false;
    if (!answer.location) throw new Error(`${person} is not sent back from ${answer.url}: ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer.location;
  }

  /** Signs in; gives the portal's answer to the provider's. */
  async signIn(row, person, options) {
    return this.ask(await this.comeBackAs(row, person, options));
  }

  /** A cookie of the portal's. */
  cookie(name) {
    return this.#jar(new URL(this.portal.address).origin).get(name);
  }

  /** Has that cookie, or none. */
  setCookie(name, value) {
    const jar = this.#jar(new URL(this.portal.address).origin);
    if (value === undefined) jar.delete(name);
    else jar.set(name, value);
  }

  /** Forgets every cookie of `origin`: a provider that knows the browser no longer. */
  forget(origin) {
    this.#jars.delete(origin);
  }

  #jar(origin) {
    if (!this.#jars.has(origin)) this.#jars.set(origin, new Map());
    return this.#jars.get(origin);
  }
}

function keep(jar, cookie) {
  const [pair, ...rest] = cookie.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const gone = rest.some((part) => /^max-age=0$/i.test(part) || (/^expires=/i.test(part) && new Date(part.slice(8)) < new Date()));
  if (gone) jar.delete(name);
  else jar.set(name, value);
}
