// What was watched, in buckets of five seconds: the same bitmap as src/hansa/learning/rules/progress.py.

export const BUCKET = 5;

/** A bitmap of watched buckets that only ever grows. */
export class Watched {
  constructor(seconds, hex = "") {
    this.count = seconds > 0 ? Math.max(1, Math.floor(seconds / BUCKET + 0.5)) : 0;
    this.bytes = new Uint8Array(Math.ceil(this.count / 8));
    this.add(hex);
  }

  /** Merge another bitmap, as hexadecimal with the lowest bucket first. */
  add(hex) {
    for (let at = 0; at + 1 < hex.length && at / 2 < this.bytes.length; at += 2) {
      this.bytes[at / 2] |= parseInt(hex.slice(at, at + 2), 16) || 0;
    }
  }

  has(bucket) {
    return Boolean(this.bytes[bucket >> 3] & (1 << (bucket & 7)));
  }

  /** Mark a bucket; returns whether it is new. */
  mark(bucket) {
    if (bucket < 0 || bucket >= this.count || this.has(bucket)) return false;
    this.bytes[bucket >> 3] |= 1 << (bucket & 7);
    return true;
  }

  get hex() {
    return [...this.bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/** Counts how long each bucket was really played; half of it makes it watched. */
export class Meter {
  constructor(watched) {
    this.watched = watched;
    this.played = new Map();
    this.last = null;
  }

  /** Note the player's position while it plays. A jump is not playing. Returns whether a bucket was gained. */
  tick(position) {
    const from = this.last;
    this.last = position;
    if (from === null) return false;
    const moved = position - from;
    if (moved <= 0 || moved > 2) return false;
    const bucket = Math.floor(from / BUCKET);
    const played = (this.played.get(bucket) || 0) + moved;
    this.played.set(bucket, played);
    return played >= BUCKET / 2 && this.watched.mark(bucket);
  }

  /** The player paused or jumped: the next position is a new beginning. */
  rest() {
    this.last = null;
  }
}
