/**
 * The calendar: files of other programs, and time zones. It comes when it is asked for; nothing that it reads leaves the
 * device.
 */
import type { Calendar } from "./api";
import { read } from "./calendar/read";
import { write } from "./calendar/write";
import { elsewhere, here, isZone, span, zones } from "./calendar/zones";

export const calendar: Calendar = { write, read, span, isZone, here, zones, elsewhere };
