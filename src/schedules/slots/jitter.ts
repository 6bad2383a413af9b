/** FNV-1a, 32 bits: no secret, only spread. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** How many milliseconds after its slot a run starts: whole seconds, the same each time that it is asked. */
export function jitterOf(schedule: { readonly id: string; readonly jitterSeconds: number }, slot: number): number {
  if (schedule.jitterSeconds === 0) return 0;
  return (hash(`${schedule.id} ${slot}`) % (schedule.jitterSeconds + 1)) * 1000;
}
