package org.knooppunt.places.web;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.places.Experiment;
import org.knooppunt.places.ExperimentDraft;
import org.knooppunt.web.FormText;
import org.springframework.validation.BindingResult;

/** What a person typed about an experiment, as it was typed. */
public record ExperimentForm(
        String version,
        String title,
        String businessCase,
        String authority,
        String permit,
        String permitFrom,
        String permitUntil,
        String fromDay,
        String untilDay,
        String evaluateBy) {
    private static final int LONGEST = 200;
    /** Weeks after the end in which it is evaluated, when nobody says when. */
    private static final int WEEKS_TO_EVALUATE = 6;

    public ExperimentForm {
        version = FormText.orEmpty(version);
        title = FormText.orEmpty(title);
        businessCase = FormText.orEmpty(businessCase);
        authority = FormText.orEmpty(authority);
        permit = FormText.orEmpty(permit);
        permitFrom = FormText.orEmpty(permitFrom);
        permitUntil = FormText.orEmpty(permitUntil);
        fromDay = FormText.orEmpty(fromDay);
        untilDay = FormText.orEmpty(untilDay);
        evaluateBy = FormText.orEmpty(evaluateBy);
    }

    static ExperimentForm blank() {
        return new ExperimentForm("", "", "", "", "", "", "", "", "", "");
    }

    static ExperimentForm of(Experiment experiment) {
        return new ExperimentForm(
                String.valueOf(experiment.version()),
                experiment.title(),
                Reading.text(experiment.businessCase()),
                experiment.authority(),
                experiment.permit(),
                Reading.text(experiment.permitFrom()),
                Reading.text(experiment.permitUntil()),
                experiment.fromDay().toString(),
                experiment.untilDay().toString(),
                experiment.evaluateBy().toString());
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** What it says, or nothing when there are errors. */
    @Nullable
    ExperimentDraft read(BindingResult errors, Locale locale) {
        Reading reading = new Reading(errors, locale);
        String plainTitle = reading.text.required("title", title, LONGEST);
        String plainAuthority = reading.text.text("authority", authority, LONGEST);
        String plainPermit = reading.text.text("permit", permit, LONGEST);
        LocalDate permitFirst = reading.day("permitFrom", permitFrom, false);
        LocalDate permitLast = reading.day("permitUntil", permitUntil, false);
        reading.inOrder("permitUntil", permitFirst, permitLast);
        LocalDate from = reading.day("fromDay", fromDay, true);
        LocalDate until = reading.day("untilDay", untilDay, true);
        reading.inOrder("untilDay", from, until);
        LocalDate by = reading.day("evaluateBy", evaluateBy, false);
        if (by != null && from != null && by.isBefore(from)) {
            errors.rejectValue("evaluateBy", "place.error.order");
        }
        if (errors.hasErrors() || from == null || until == null) {
            return null;
        }
        return new ExperimentDraft(
                businessCase.matches("\\d{1,18}") ? Long.valueOf(businessCase) : null,
                plainTitle,
                plainAuthority,
                plainPermit,
                permitFirst,
                permitLast,
                from,
                until,
                by == null ? until.plusWeeks(WEEKS_TO_EVALUATE) : by);
    }
}
