package org.knooppunt.sessions.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.Evaluations;
import org.knooppunt.sessions.HubSession;
import org.knooppunt.sessions.HubSessions;
import org.knooppunt.sessions.Minutes;
import org.knooppunt.sessions.SessionProperties;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.web.Choice;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of a session shows; also when a form on it was wrong. */
@Component
class SessionView {
    private static final int MOST_CASES = 200;

    private final HubSessions sessions;
    private final Evaluations evaluations;
    private final Minutes minutes;
    private final BusinessCases cases;
    private final SessionProperties properties;
    private final GoalLinks goals;

    SessionView(
            HubSessions sessions,
            Evaluations evaluations,
            Minutes minutes,
            BusinessCases cases,
            SessionProperties properties,
            GoalLinks goals) {
        this.goals = goals;
        this.sessions = sessions;
        this.evaluations = evaluations;
        this.minutes = minutes;
        this.cases = cases;
        this.properties = properties;
    }

    void show(HubSession found, @Nullable Person person, Model model, Locale locale) {
        long id = found.id();
        List<BusinessCase> about = sessions.cases(id, person);
        model.addAttribute("one", found);
        model.addAttribute("goals", goals.panel("session", Long.toString(id), person, locale));
        model.addAttribute("about", about);
        // told where a guest's name is asked
        model.addAttribute("guestDays", properties.guestDays());
        model.addAttribute("asked", evaluations.isAsked(found));
        model.addAttribute("ideas", minutes.ideas(id, person));
        if (found.full() && person != null) {
            model.addAttribute("outcome", sessions.outcome(id, person));
            model.addAttribute("events", sessions.history(id, person));
            model.addAttribute(
                    "cases",
                    cases.list("", null, "-moved", 1, MOST_CASES, person).rows().stream()
                            .filter(line -> about.stream().noneMatch(each -> each.id() == line.id()))
                            .map(line -> new Choice(Long.toString(line.id()), line.title()))
                            .toList());
        }
    }
}
