package org.knooppunt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may open which door: every address of the application by every role, as it is written down in
 * {@code permissions.txt}. A page that is added or opens to others than before is seen here, and a person decides whether
 * that was meant: with {@code -Dknooppunt.permissions=FILE} the test writes what it found.
 *
 * <p>Things are asked for that do not exist, so a door that opens says 404: which things a person sees behind it depends
 * on the thing and is tested by its room.
 */
class PermissionsTest extends PlatformTest {
    private static final List<String> ROLES = List.of(
            "visitor", "resident", "member", "coordinator", "policy-officer", "coach", "juror", "administrator");

    /** Files and programs' doors: these have tests of their own. */
    private static final List<String> LEFT_OUT = List.of("/api/v1", "/css", "/js", "/icons", "/style", "/error", "/_");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @LocalServerPort
    int port;

    private static boolean isLeftOut(String path) {
        return LEFT_OUT.stream().anyMatch(path::startsWith);
    }

    private Map<String, HandlerMethod> doors(Set<RequestMethod> wanted) {
        Map<String, HandlerMethod> doors = new TreeMap<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> each :
                mappings.getHandlerMethods().entrySet()) {
            Set<RequestMethod> methods = each.getKey().getMethodsCondition().getMethods();
            if (methods.isEmpty() || methods.stream().noneMatch(wanted::contains)) {
                continue;
            }
            for (String path : each.getKey().getPatternValues()) {
                if (!isLeftOut(path)) {
                    doors.put(path, each.getValue());
                }
            }
        }
        return doors;
    }

    @Test
    void everyPageOpensForTheRolesThatAreWrittenDown() throws IOException {
        Map<String, PlainBrowser> browsers = new LinkedHashMap<>();
        for (String role : ROLES) {
            browsers.put(role, role.equals("visitor") ? new PlainBrowser(port) : PlainBrowser.as(port, role));
        }
        List<String> found = new ArrayList<>();
        for (String door : doors(Set.of(RequestMethod.GET)).keySet()) {
            StringBuilder line = new StringBuilder(door);
            browsers.forEach((role, browser) -> {
                String answer = answer(browser, door.replaceAll("\\{[^/]*}", "999999999"));
                line.append(' ').append(role).append('=').append(answer);
            });
            found.add(line.toString());
        }
        String file = System.getProperty("knooppunt.permissions");
        if (file != null) {
            Files.write(Path.of(file), found);
        }
        assertThat(found).containsExactlyElementsOf(written("permissions.txt"));
    }

    /** open, refused, or the way to sign in; asked wrongly when the door wants to know more than this test tells. */
    private static String answer(PlainBrowser browser, String path) {
        var response = browser.send(
                HttpRequest.newBuilder(URI.create(browser.root() + path)).header("Accept", "text/html"));
        return switch (response.statusCode()) {
            case 403 -> "refused";
            case 400 -> "asked-wrongly";
            case 200, 404, 406, 409, 410, 422 ->
                response.uri().getPath().equals("/sign-in") && !path.equals("/sign-in") ? "sign-in" : "open";
            default -> Integer.toString(response.statusCode());
        };
    }

    /** What changes something says for whom it is, or is one of the few that are for everybody. */
    @Test
    void everythingThatChangesSomethingSaysForWhomItIs() throws IOException {
        Set<String> open = new TreeSet<>();
        doors(Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE))
                .forEach((path, method) -> {
                    if (!AnnotatedElementUtils.hasAnnotation(method.getMethod(), PreAuthorize.class)
                            && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), PreAuthorize.class)) {
                        open.add(path);
                    }
                });
        String file = System.getProperty("knooppunt.permissions");
        if (file != null) {
            Files.write(Path.of(file + ".changes"), open);
        }
        assertThat(open).containsExactlyElementsOf(written("permissions-changes.txt"));
    }

    private static List<String> written(String name) throws IOException {
        return new ClassPathResource(name)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
