package org.knooppunt.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Views of lists that a person keeps; the pages without script. */
class SavedViewsTest extends PlatformTest {
    @Autowired
    private SavedViews views;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Audit audit;

    @LocalServerPort
    private int port;

    private Person somebody() {
        return accounts.create(
                "views-" + UUID.randomUUID() + "@example.org", "An", null, Set.of(Role.MEMBER), Set.of("rubberhof"));
    }

    @Test
    void aViewIsKeptPerPersonAndPerList() {
        Person an = somebody();
        Person bo = somebody();

        assertThat(views.save(an, "/offers", " Rubber ", "q=rubber&sort=-quantity"))
                .isTrue();

        assertThat(views.list(an, "/offers")).singleElement().satisfies(view -> {
            assertThat(view.name()).isEqualTo("Rubber");
            assertThat(view.path()).isEqualTo("/offers?q=rubber&sort=-quantity");
        });
        assertThat(views.list(an, "/needs")).isEmpty();
        assertThat(views.list(bo, "/offers")).isEmpty();
        assertThat(audit.list("account", Long.toString(an.id())))
                .extracting(Audit.Event::action)
                .contains("view-saved");
    }

    @Test
    void theSameNameAgainReplacesTheView() {
        Person an = somebody();
        views.save(an, "/offers", "Rubber", "q=rubber");
        views.save(an, "/offers", "RUBBER", "q=band");

        assertThat(views.list(an, "/offers")).singleElement().satisfies(view -> {
            assertThat(view.name()).isEqualTo("RUBBER");
            assertThat(view.query()).isEqualTo("q=band");
        });
    }

    @Test
    void nobodyRenamesOrRemovesAViewOfSomebodyElse() {
        Person an = somebody();
        views.save(an, "/offers", "Rubber", "q=rubber");
        long id = views.list(an, "/offers").getFirst().id();
        Person bo = somebody();

        assertThat(views.rename(bo, id, "Van mij")).isEmpty();
        assertThat(views.remove(bo, id)).isEmpty();
        assertThat(views.list(an, "/offers")).extracting(SavedViews.View::name).containsExactly("Rubber");
    }

    @Test
    void twoViewsOfAListNeverHaveTheSameName() {
        Person an = somebody();
        views.save(an, "/offers", "Rubber", "q=rubber");
        views.save(an, "/offers", "Hout", "q=hout");
        long wood = views.list(an, "/offers").getFirst().id();

        assertThat(views.rename(an, wood, "rubber")).isEmpty();
        assertThat(views.rename(an, wood, "HOUT")).isPresent();
        assertThat(views.rename(an, wood, " ")).isEmpty();
    }

    @Test
    void thereIsAnEndToHowManyViewsAListHas() {
        Person an = somebody();
        for (int view = 0; view < SavedViews.MOST; view++) {
            assertThat(views.save(an, "/offers", "Weergave " + view, "page=" + view))
                    .isTrue();
        }

        assertThat(views.save(an, "/offers", "Een te veel", "q=x")).isFalse();
        assertThat(views.save(an, "/offers", "Weergave 3", "q=x"))
                .as("replacing one is no more")
                .isTrue();
        assertThat(views.save(an, "/needs", "Andere lijst", "q=x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/offers/1/delete", "offers", ""})
    void whatLeadsElsewhereIsNoList(String list) {
        Person an = somebody();
        assertThatThrownBy(() -> views.save(an, list, "Kwaad", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/offers", "/needs", "/facilities", "/organisations", "/plans", "/cases"})
    void onEveryListAViewIsKeptOpenedRenamedAndRemovedWithoutScript(String list) {
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        String name = "Weergave " + UUID.randomUUID();
        String filtered = list + "?q=z%C3%A9%C3%A9r+apart&sort=-name&page=1";
        assertThat(browser.get(filtered).body()).contains("Bewaar deze weergave");

        HttpResponse<String> saved = browser.post(
                filtered, "/me/views", "list", list, "query", "q=z%C3%A9%C3%A9r+apart&sort=-name", "name", name);
        assertThat(saved.statusCode()).isEqualTo(200);
        assertThat(saved.uri().getRawQuery()).isEqualTo("q=z%C3%A9%C3%A9r+apart&sort=-name");
        assertThat(saved.body())
                .contains("Je weergave is bewaard.", name, "aria-current=\"true\"")
                .contains("value=\"zéér apart\"");

        Matcher id = Pattern.compile("/me/views/(\\d+)/rename\" method=\"post\">(?:(?!</form>).)*value=\"" + name)
                .matcher(saved.body());
        assertThat(id.find()).isTrue();
        HttpResponse<String> renamed =
                browser.post(filtered, "/me/views/" + id.group(1) + "/rename", "list", list, "name", name + " bis");
        assertThat(renamed.body()).contains("Je weergave heeft een andere naam.", name + " bis");

        HttpResponse<String> removed = browser.post(filtered, "/me/views/" + id.group(1) + "/remove");
        assertThat(removed.uri().getPath()).isEqualTo(list);
        assertThat(removed.body()).contains("Je weergave is verwijderd.").doesNotContain(name);
    }

    @Test
    void aVisitorSeesNoViewsAndCannotKeepOne() {
        PlainBrowser visitor = new PlainBrowser(port);

        assertThat(visitor.get("/offers?q=rubber").body()).doesNotContain("/me/views");
        assertThat(visitor.post("/offers", "/me/views", "list", "/offers", "query", "q=x", "name", "X")
                        .uri()
                        .getPath())
                .isEqualTo("/sign-in");
    }
}
