// Reads a calendar with ical.js and prints the meetings of a year that take place, as moments in UTC.
const ICAL = require("ical.js");

module.exports = ({ feed, year }) => {
  const calendar = new ICAL.Component(ICAL.parse(feed));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }

  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const moments = [];
  const take = (event, start) => {
    if (event.component.getFirstPropertyValue("status") !== "CANCELLED" && start.toJSDate().getUTCFullYear() === year) {
      moments.push(start.toJSDate().toISOString().replace(".000Z", "Z"));
    }
  };

  for (const event of events.filter((one) => !one.isRecurrenceException())) {
    for (const exception of events.filter((one) => one.isRecurrenceException() && one.uid === event.uid)) {
      event.relateException(exception);
    }

    if (!event.isRecurring()) {
      take(event, event.startDate);
      continue;
    }

    const iterator = event.iterator();
    for (let next = iterator.next(); next && next.year <= year; next = iterator.next()) {
      const details = event.getOccurrenceDetails(next);
      take(details.item, details.startDate);
    }
  }

  return moments.sort();
};
