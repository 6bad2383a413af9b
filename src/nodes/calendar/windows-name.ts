import { OLDER_PLACES, WINDOWS_ZONES } from './windows-zones.ts';

/** What Windows shows for a zone: how far from UTC it is, in minutes, and the places that have it. */
type Shown = { readonly zone: string; readonly offset: number; readonly places: readonly string[] };

/** Windows has moved zones by an hour in its lists, and kept their names. */
const MOVED = 60;

const SHOWN_OFFSET = /^\((?:UTC|GMT)(?:([+-])(\d{2}):(\d{2}))?\)\s*(.+)$/i;
const CUT = /\s*(?:…|\.\.\.)$/;

const BY_NAME = new Map(WINDOWS_ZONES.map(([name, zone]) => [name.toLowerCase(), zone]));
const SHOWN: readonly Shown[] = WINDOWS_ZONES.map(([, zone, offset, places]) => {
  return { zone, offset: minutesOf(offset), places: placesOf(places) };
});
const BY_PLACES = new Map([
  ...WINDOWS_ZONES.map(([, zone, , places]) => [plain(places), zone] as const),
  ...OLDER_PLACES.map(([places, name]) => [plain(places), BY_NAME.get(name.toLowerCase()) ?? ''] as const),
]);

/**
 * The IANA zone of a name of Windows: `W. Europe Standard Time`, or as it is shown: `(UTC+01:00) Amsterdam, Berlin, Bern, Rome,
 * Stockholm, Vienna`. Behind an offset some of the places are enough. `null` if it is none, or could be more than one.
 */
export function windowsZone(name: string): string | null {
  const byName = BY_NAME.get(name.toLowerCase()) ?? BY_PLACES.get(plain(name));
  if (byName !== undefined) return byName;
  const [found, sign = '+', hours = '00', minutes = '00', places = ''] = SHOWN_OFFSET.exec(name) ?? [];
  return found === undefined ? null : zoneOfPlaces(places, minutesOf(`${sign}${hours}:${minutes}`));
}

function zoneOfPlaces(text: string, offset: number): string | null {
  const whole = BY_PLACES.get(plain(text));
  const near = SHOWN.filter((shown) => Math.abs(shown.offset - offset) <= MOVED);
  if (whole !== undefined) return near.some(({ zone }) => zone === whole) ? whole : null;
  const [found, ...others] = near.filter((shown) => shown.offset === offset && hasPlaces(shown, text));
  return found === undefined || others.length > 0 ? null : found.zone;
}

/** Whether a zone has all places of a text, the last of which may be cut short. */
function hasPlaces({ places }: Shown, text: string): boolean {
  const wanted = placesOf(text.replace(CUT, ''));
  const cut = CUT.test(text) ? wanted.at(-1) : undefined;
  return wanted.every((place) => places.some((known) => known === place || (place === cut && known.startsWith(place))));
}

function placesOf(text: string): string[] {
  return plain(text).split(/[,;] ?/);
}

function plain(text: string): string {
  const lower = text.toLowerCase().replaceAll(' and ', ' & ').trim();
  return lower.replace(/ - (?:old|new)$/, '');
}

function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (60 * hours + minutes);
}
