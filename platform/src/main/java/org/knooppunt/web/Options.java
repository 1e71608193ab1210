package org.knooppunt.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * The options of a choice as HTML, in templates {@code th:utext="${pickFrom.html(choices, chosen)}"}. Written here, for the
 * filters of a list have hundreds of them, and a template takes longer over these than over the rest of the page.
 */
public final class Options {
    static final Options INSTANCE = new Options();

    private Options() {}

    public String html(List<Choice> choices, @Nullable String chosen) {
        StringBuilder html = new StringBuilder(choices.size() * 64);
        for (Choice choice : choices) {
            html.append("<option value=\"")
                    .append(HtmlUtils.htmlEscape(choice.value(), "UTF-8"))
                    .append(choice.value().equals(chosen) ? "\" selected=\"selected\">" : "\">")
                    .append(HtmlUtils.htmlEscape(choice.text(), "UTF-8"))
                    .append("</option>");
        }
        return html.toString();
    }
}
