/** Writes an event as a calendar file, for other programs to take in. */
import ICAL from "ical.js";
import type { CalendarEvent } from "../api";
import { timeOf } from "./moments";
import { zoneComponent } from "./vtimezone";
import { isDay, span, wallSpan } from "./zones";

// A line may have 75 octets; the library does not count the space that a folded one begins with.
ICAL.foldLength = 74;

export function write(event: CalendarEvent): string {
  const walls = wallSpan(event.starts, event.ends);
  const instants = span(event.starts, event.ends, event.zone);
  if (!walls || !instants) return "";
  const calendar = new ICAL.Component("vcalendar");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", "-//Boucle//Boucle//EN");
  const component = described(event);
  if (isDay(event.starts)) {
    component.addPropertyWithValue("dtstart", timeOf(walls.from, true));
    // The day that it ends on is written as the first after it.
    component.addPropertyWithValue("dtend", timeOf(walls.to, true));
  } else {
    calendar.addSubcomponent(zoneComponent(event.zone, instants.from, instants.to));
    component.addPropertyWithValue("dtstart", timeOf(walls.from)).setParameter("tzid", event.zone);
    // An end may not be the start: without an end, that is what is meant.
    if (walls.to > walls.from) component.addPropertyWithValue("dtend", timeOf(walls.to)).setParameter("tzid", event.zone);
  }
  calendar.addSubcomponent(component);
  return `${calendar.toString()}\r\n`;
}

function described({ uid, title, description, place, url, stamp }: CalendarEvent): ICAL.Component {
  const component = new ICAL.Component("vevent");
  component.addPropertyWithValue("uid", written(uid));
  component.addPropertyWithValue("dtstamp", ICAL.Time.fromJSDate(new Date(stamp), true));
  component.addPropertyWithValue("summary", written(title));
  if (place) component.addPropertyWithValue("location", written(place));
  if (description) component.addPropertyWithValue("description", written(description));
  const address = addressOf(url);
  if (address) component.addPropertyWithValue("url", address);
  return component;
}

/** Text without what a calendar file may not hold: control characters, and line ends of other systems. */
function written(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[\0-\x08\x0b-\x1f\x7f]/g, "");
}

/** An address is written as it stands, so it has to be one: a line end in it would begin another property. */
function addressOf(url: string): string | null {
  try {
    return new URL(url).href;
  } catch {
    return null;
  }
}
