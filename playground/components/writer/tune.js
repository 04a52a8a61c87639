// Melodies in ABC notation, as far as a machine learns them here: notes, rests, lengths, accidentals, keys and repeats.

const SHARPS = { C: 0, G: 1, D: 2, A: 3, E: 4, B: 5, F: -1, Bb: -2, Eb: -3, Am: 0, Em: 1, Bm: 2, Dm: -1, Gm: -2 };
const IN_ORDER = "FCGDAEB";
const HALF_TONES = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const NOTE = /([\^_=]?)([A-Ga-gzZ])([,']*)(\d*)(\/?)(\d*)|(\|:|:\||\|)|./gs;

/** How many half tones a key raises or lowers a letter. */
function raised(letter, key) {
  const sharps = SHARPS[key] ?? 0;
  if (sharps > 0) return IN_ORDER.indexOf(letter) < sharps ? 1 : 0;
  return IN_ORDER.indexOf(letter) >= 7 + sharps ? -1 : 0;
}

/**
 * The notes of a text that holds tunes: when each begins and how long it sounds, in seconds; its pitch, as in MIDI, null for a rest;
 * and where in the text it stands. What is no music is passed over, for a machine at the start of its learning writes much of that.
 */
function notesOf(text, eighth = 0.2) {
  const notes = [];
  let [now, key, unit, at] = [0, "C", 1, 0];
  for (const line of text.split("\n")) {
    const field = /^([A-Za-z]):(.*)$/.exec(line);
    if (field) {
      if (field[1] === "X") [key, unit] = ["C", 1];
      if (field[1] === "K") key = field[2].trim();
      const length = field[1] === "L" && /^\s*1\/(\d+)/.exec(field[2]);
      if (length && Number(length[1])) unit = 8 / Number(length[1]);
    } else if (line.includes("|")) now = notesOfLine(line, at, { now, key, beat: unit * eighth, notes });
    at += line.length + 1;
  }
  return notes;
}

function notesOfLine(line, offset, { now, key, beat, notes }) {
  let repeatFrom = notes.length;
  for (const found of line.matchAll(NOTE)) {
    const [whole, accidental, letter, octaves, times, slash, parts, bar] = found;
    if (bar === "|:") repeatFrom = notes.length;
    else if (bar === ":|") {
      const again = notes.slice(repeatFrom);
      const shift = again.length ? now - again[0].at : 0;
      for (const note of again) notes.push({ ...note, at: note.at + shift });
      now += shift;
      repeatFrom = notes.length;
    } else if (letter) {
      const upper = letter.toUpperCase();
      const higher = (letter !== upper) + (octaves.match(/'/g) ?? []).length - (octaves.match(/,/g) ?? []).length;
      const bend = { "^": 1, _: -1, "=": 0 }[accidental] ?? raised(upper, key);
      const lasts = beat * within(Number(times || 1) / (slash ? Number(parts || 2) || 2 : 1), 0.125, 16);
      const pitch = upper === "Z" ? null : 60 + HALF_TONES[upper] + 12 * higher + bend;
      notes.push({ at: now, lasts, pitch, from: offset + found.index, to: offset + found.index + whole.length });
      now += lasts;
    }
  }
  return now;
}

/** Plays notes; `tell(note)` hears of each as it sounds, and of null at the end. Returns what stops it. */
function playNotes(notes, tell) {
  const audio = new AudioContext();
  const start = audio.currentTime + 0.1;
  for (const { at, lasts, pitch } of notes) {
    if (pitch === null) continue;
    const [tone, loud] = [audio.createOscillator(), audio.createGain()];
    tone.type = "triangle";
    tone.frequency.value = 440 * 2 ** ((pitch - 69) / 12);
    loud.gain.setValueAtTime(0.0001, start + at);
    loud.gain.exponentialRampToValueAtTime(0.25, start + at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, start + at + Math.max(0.05, lasts * 0.95));
    tone.connect(loud).connect(audio.destination);
    tone.start(start + at);
    tone.stop(start + at + lasts);
  }
  let sounding = -1;
  const follow = setInterval(() => {
    const now = audio.currentTime - start;
    const next = notes.findLastIndex(({ at }) => at <= now);
    const last = notes.at(-1);
    if (now > last.at + last.lasts) stop();
    else if (next !== sounding) tell(notes[(sounding = next)] ?? null);
  }, 30);
  const stop = () => {
    clearInterval(follow);
    if (audio.state !== "closed") audio.close();
    tell(null);
  };
  return stop;
}
