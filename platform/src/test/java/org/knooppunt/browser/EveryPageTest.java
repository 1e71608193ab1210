package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page that somebody of a role can reach by links, in Chromium: it answers, breaks no rule of WCAG 2.2 A or AA, logs
 * no error (a breach of the content policy is one), and fits a phone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest extends PlatformTest {
    /** What a link leads to besides pages: files, and what is no business of a walk. */
    private static final Pattern NO_PAGE = Pattern.compile(
            ".*(\\.(csv|xlsx|json|jsonld|geojson|ics|pdf|zip|html|svg|png|css|js)|/export|/openapi|/workbook|/file|/embed/.*)$");

    /** Address parts that name one of many: the walk looks at one of each. */
    private static final Map<String, Pattern> ONE_OF_MANY = new LinkedHashMap<>();

    static {
        ONE_OF_MANY.put("offers", Pattern.compile("^/(offers|needs)/(?!new$)[^/]+"));
        ONE_OF_MANY.put(
                "things",
                Pattern.compile(
                        "^/(facilities|organisations|cases|accounts|imports|stories|funding|effects|purchases|sessions"
                                + "|mailbox|registrations|mailings)/(?!new$|board$|gates$|reports$|rules$)[^/]+"));
        ONE_OF_MANY.put("own streams", Pattern.compile("(?<=^/introductions/streams/)(offers|needs)/[^/]+"));
        ONE_OF_MANY.put("introductions", Pattern.compile("(?<=^/introductions/)(?!desk$|streams/)[^/]+"));
        ONE_OF_MANY.put(
                "uses", Pattern.compile("^/(places/(?:reservations|contracts|experiments|seekers))/(?!new$)[^/]+"));
        ONE_OF_MANY.put("places", Pattern.compile("^/(places)/\\d+"));
        ONE_OF_MANY.put("files of figures", Pattern.compile("(?<=^/indicators/imports/)[^/]+"));
        ONE_OF_MANY.put("indicators", Pattern.compile("(?<=^/indicators/)(?!new$|areas$|imports$|imports/)[^/]+"));
        ONE_OF_MANY.put("money", Pattern.compile("^/(spending|funds|voices|progress|challenges)/\\d+"));
        ONE_OF_MANY.put("budgets", Pattern.compile("(?<=^/spending/budgets/)[^/]+"));
        ONE_OF_MANY.put("plans", Pattern.compile("^/plans/(?!new$|compare$)[^/]+"));
        ONE_OF_MANY.put("reasons", Pattern.compile("(?<=/why/(offer|need|facility)/)[^/]+"));
        ONE_OF_MANY.put("problems", Pattern.compile("(?<=^/help/problems/)[^/]+"));
        ONE_OF_MANY.put("charters", Pattern.compile("^/(charter)/\\d+"));
        ONE_OF_MANY.put("promises", Pattern.compile("(?<=^/charter/(commitments|signatures)/)\\d+"));
        ONE_OF_MANY.put("clauses", Pattern.compile("(?<=/clauses/)\\d+"));
        ONE_OF_MANY.put("frameworks", Pattern.compile("(?<=^/strategy/)(?!import$|initiatives$|plan$)[^/]+"));
        ONE_OF_MANY.put("goals", Pattern.compile("(?<=^/strategy/\\*/goals/)(?!new$)[^/]+"));
        ONE_OF_MANY.put("visitations", Pattern.compile("(?<=^/visitations/)\\d+"));
        ONE_OF_MANY.put("recommendations", Pattern.compile("(?<=^/visitations/recommendations/)\\d+"));
        ONE_OF_MANY.put(
                "parts", Pattern.compile("(?<=/(cases|sites|processes|legal|meetings|solutions)/)(?!new$)[^/]+"));
    }

    /** Doors, and to whom they open. Everybody else is sent to sign in or refused. */
    private static final Map<String, Set<String>> DOORS = new TreeMap<>(Map.ofEntries(
            Map.entry("/", everybody()),
            Map.entry("/offers", everybody()),
            Map.entry("/needs", everybody()),
            Map.entry("/facilities", everybody()),
            Map.entry("/organisations", everybody()),
            Map.entry("/stories", everybody()),
            Map.entry("/cases/reports", Set.of("coordinator", "policy-officer")),
            Map.entry("/funding", Set.of("coordinator", "policy-officer")),
            Map.entry("/effects", everybody()),
            Map.entry("/effects/new", Set.of("policy-officer", "administrator")),
            Map.entry("/charter", everybody()),
            Map.entry("/charter/texts", everybody()),
            Map.entry("/charter/verify", everybody()),
            Map.entry("/charter/commitments", Set.of("member", "coordinator")),
            Map.entry("/charter/new", Set.of("coordinator")),
            Map.entry("/sessions", everybody()),
            Map.entry("/sessions/new", Set.of("coordinator")),
            Map.entry("/help", everybody()),
            Map.entry("/strategy", everybody()),
            Map.entry("/strategy/study", everybody()),
            Map.entry("/strategy/study/matrix", everybody()),
            Map.entry("/strategy/study/versions", everybody()),
            Map.entry("/strategy/study/goals/13", everybody()),
            Map.entry("/strategy/initiatives", everybody()),
            Map.entry("/strategy/plan", everybody()),
            Map.entry("/visitations", everybody()),
            Map.entry("/visitations/recommendations", everybody()),
            Map.entry("/visitations/new", Set.of("policy-officer", "administrator")),
            Map.entry("/strategy/import", Set.of("policy-officer", "administrator")),
            Map.entry("/purchases", everybody()),
            Map.entry("/purchases/new", Set.of("coordinator")),
            Map.entry("/waste-codes", everybody()),
            Map.entry("/places", everybody()),
            Map.entry("/places/experiments", everybody()),
            Map.entry("/places/reservations", signedIn()),
            Map.entry("/places/seekers", signedIn()),
            Map.entry("/places/contracts", Set.of("member", "coordinator", "administrator")),
            Map.entry("/indicators", everybody()),
            Map.entry("/indicators/areas", everybody()),
            Map.entry("/indicators/new", Set.of("policy-officer", "administrator")),
            Map.entry("/indicators/imports", Set.of("policy-officer", "administrator")),
            Map.entry("/dashboard", everybody()),
            Map.entry("/data", everybody()),
            Map.entry("/funds", everybody()),
            Map.entry("/funds/new", Set.of("policy-officer", "administrator")),
            Map.entry("/spending", Set.of("policy-officer", "administrator", "coordinator")),
            Map.entry("/spending/new", Set.of("policy-officer", "administrator")),
            Map.entry("/spending/import", Set.of("policy-officer", "administrator")),
            Map.entry("/spending/reports", Set.of("policy-officer", "administrator", "coordinator")),
            Map.entry("/progress", Set.of("policy-officer", "administrator")),
            Map.entry("/voices", everybody()),
            Map.entry("/voices/new", signedIn()),
            Map.entry("/challenges", everybody()),
            Map.entry("/challenges/new", Set.of("member", "coordinator", "policy-officer", "administrator")),
            Map.entry("/workbench", signedIn()),
            Map.entry("/me", signedIn()),
            Map.entry("/plans", Set.of("coordinator", "administrator")),
            Map.entry("/plans/new", Set.of("coordinator")),
            Map.entry("/imports", Set.of("coordinator", "administrator")),
            Map.entry("/introductions", Set.of("member", "coordinator")),
            Map.entry("/introductions/desk", Set.of("coordinator")),
            Map.entry("/register", everybody()),
            Map.entry("/unsubscribe", everybody()),
            Map.entry("/network", Set.of("member", "coordinator", "administrator")),
            Map.entry("/registrations", Set.of("coordinator")),
            Map.entry("/invitations", Set.of("coordinator")),
            Map.entry("/mailings", Set.of("coordinator")),
            Map.entry("/duplicates", Set.of("coordinator")),
            Map.entry("/domains", Set.of("coordinator")),
            Map.entry("/mailbox", Set.of("coordinator", "administrator")),
            Map.entry("/me/letters", signedIn()),
            Map.entry("/accounts", Set.of("administrator")),
            Map.entry("/audit", Set.of("administrator"))));

    @LocalServerPort
    private int port;

    private final Set<UUID> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> seenOnAPhone = ConcurrentHashMap.newKeySet();

    private static Set<String> signedIn() {
        return Set.of("resident", "member", "coordinator", "policy-officer", "coach", "juror", "administrator");
    }

    private static Set<String> everybody() {
        Set<String> all = new TreeSet<>(signedIn());
        all.add("visitor");
        return Set.copyOf(all);
    }

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    /** A plan, and a case taken up out of it, so that their pages exist. */
    @BeforeAll
    void makeAPlanAndTakeUpItsRubberCase() {
        Story.planAndTakeUp(address());
    }

    /** Two roles at once: a browser works on one core. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(
            strings = {
                "visitor",
                "resident",
                "member",
                "coordinator",
                "policy-officer",
                "coach",
                "juror",
                "administrator"
            })
    void everyPageInReachAnswersAndIsAccessible(String role) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> pages = new TreeMap<>();
        try (BrowserContext window = Chromium.openAs(role, address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            Deque<String> todo = new ArrayDeque<>(List.of("/", role.equals("visitor") ? "/sign-in" : "/workbench"));
            while (!todo.isEmpty()) {
                String path = todo.removeFirst();
                if (pages.putIfAbsent(shape(path), path) != null) {
                    continue;
                }
                wrong.addAll(look(page, role, path));
                for (String link : links(page)) {
                    if (!pages.containsKey(shape(link))) {
                        todo.addLast(link);
                    }
                }
            }
        }
        try (BrowserContext window = Chromium.openAs(role, address(), 360, ColorScheme.DARK, true)) {
            Page page = window.newPage();
            for (Map.Entry<String, String> entry : pages.entrySet()) {
                // pages shared by roles are looked at once on a phone
                if (seenOnAPhone.add(entry.getKey())) {
                    wrong.addAll(look(page, role + " on a phone", entry.getValue()));
                    int over = (int) page.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    if (over > 0) {
                        wrong.add(role + " " + entry.getValue() + ": is " + over + " px wider than a phone of 360 px");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(pages.size())
                .as("pages in reach of " + role + ": " + pages.keySet())
                .isGreaterThan(5);
    }

    /** Whether the main part of the page is other than all before it: many roles see the same, letter for letter. */
    private boolean isNew(Page page) {
        String main = (String) page.evaluate("""
                () => {
                    const main = document.querySelector('main').cloneNode(true);
                    main.querySelectorAll('input[type=hidden]').forEach(input => input.remove());
                    return window.innerWidth + main.outerHTML;
                }
                """);
        return seen.add(UUID.nameUUIDFromBytes(main.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> look(Page page, String role, String path) {
        List<String> wrong = new ArrayList<>();
        List<String> logged = new ArrayList<>();
        java.util.function.Consumer<com.microsoft.playwright.ConsoleMessage> listener = message -> {
            if (message.type().equals("error")) {
                logged.add(message.text());
            }
        };
        page.onConsoleMessage(listener);
        Response response = page.navigate(path);
        if (response == null || response.status() != 200) {
            wrong.add(role + " " + path + ": answers " + (response == null ? "nothing" : response.status()));
        }
        // every picture ends up drawn or says that it could not be
        page.waitForFunction("() => document.querySelector('figure.picture-waiting') === null");
        if (page.locator(".picture-failed").count() > 0) {
            wrong.add(role + " " + path + ": a picture could not be drawn");
        }
        // what the accessibility rules themselves try on a page is not the page's doing
        page.offConsoleMessage(listener);
        List<String> violations = isNew(page) ? Chromium.violations(page) : Chromium.violationsAroundMain(page);
        violations.forEach(line -> wrong.add(role + " " + path + ": " + line));
        logged.forEach(line -> wrong.add(role + " " + path + ": logs " + line));
        return wrong;
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        List<String> here = new ArrayList<>();
        for (String link : (List<String>)
                page.evaluate(
                        "() => [...document.querySelectorAll('a[href]')].filter(a => !a.hasAttribute('download')).map(a => a.href)")) {
            URI target = URI.create(link.replace(" ", "%20"));
            boolean ours = target.getHost() != null && page.url().contains(target.getHost() + ":" + target.getPort());
            if (ours && !NO_PAGE.matcher(target.getPath()).matches()) {
                here.add(target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
            }
        }
        return here;
    }

    /** The address with what names one of many, and everything asked of it, left out. */
    private static String shape(String path) {
        String shape = path.replaceFirst("\\?.*", "");
        for (Pattern pattern : ONE_OF_MANY.values()) {
            shape = pattern.matcher(shape)
                    .replaceAll(match -> match.groupCount() > 0 && match.group().startsWith("/")
                            ? "/" + match.group(1) + "/*"
                            : match.group().startsWith("/plans/") ? "/plans/*" : "*");
        }
        return shape;
    }

    @Test
    void everyDoorOpensOnlyToThoseItIsFor() {
        List<String> wrong = new ArrayList<>();
        for (String role : everybody()) {
            try (BrowserContext window = Chromium.openAs(role, address(), 1280, ColorScheme.LIGHT, false)) {
                for (Map.Entry<String, Set<String>> door : DOORS.entrySet()) {
                    // with the browser's own session, but nothing to paint
                    APIResponse response = window.request().get(door.getKey());
                    boolean in = response.status() == 200 && !response.url().endsWith("/sign-in");
                    if (in != door.getValue().contains(role)) {
                        wrong.add(door.getKey() + " for " + role + ": " + response.status() + " at " + response.url());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
