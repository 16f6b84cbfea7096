/* The small work that a busy address is asked for: a number that, written after the task, makes its
   digest begin with so many zero bits. A script for pages and for the worker alike; where a browser has
   no digests (a site without TLS) the plain question of the form stands. */
(() => {
  async function zeros(text) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    const first = digest.findIndex((byte) => byte > 0);
    return first < 0 ? 256 : first * 8 + Math.clz32(digest[first]) - 24;
  }

  self.Work = {
    isPossible: Boolean(self.crypto?.subtle),
    async done(task, bits) {
      for (let number = 0; ; number += 1) if (await zeros(`${task}:${number}`) >= bits) return String(number);
    },
  };
})();
