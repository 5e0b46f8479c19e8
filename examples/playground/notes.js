// What the page says beside the thing that it is about, until that is no longer so. Each note is kept as
// what writes it, so that it can be written anew in another language.

import { byId } from "./dom.js";

const notes = new Map(); // id of its place: what writes it

// Write a note in its place; write(node) fills that.
export function putNote(id, write) {
  notes.set(id, write);
  write(byId(id));
}

// Take notes away: what they say is no longer true.
export function dropNotes(...ids) {
  for (const id of ids) {
    notes.delete(id);
    byId(id).replaceChildren();
  }
}

export function rewriteNotes() {
  for (const [id, write] of notes) write(byId(id));
}
