package org.knooppunt.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** The address of the page being shown, so that sorting, filtering and paging stay in the address. */
public record Address(String path, String query) {
    static Address of(HttpServletRequest request) {
        // on an error page: the page that was asked for
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked) {
            return new Address(asked, "");
        }
        return new Address(request.getRequestURI(), request.getQueryString() == null ? "" : request.getQueryString());
    }

    /** The whole address, for coming back to it. */
    public String full() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The same page with one parameter replaced; a new sort or filter starts at the first page. */
    public String with(String name, Object value) {
        UriComponentsBuilder builder =
                UriComponentsBuilder.fromPath(path).query(query).replaceQueryParam(name, value);
        if (!name.equals("page")) {
            builder.replaceQueryParam("page");
        }
        return builder.build(true).toUriString();
    }

    /** The address for sorting by a column: once ascending, again descending. */
    public String sortedBy(String column) {
        return with("sort", query.matches("(.*&)?sort=" + column + "(&.*)?") ? "-" + column : column);
    }

    /** For {@code aria-sort}. */
    public String sortOf(String column) {
        if (query.matches("(.*&)?sort=" + column + "(&.*)?")) {
            return "ascending";
        }
        return query.matches("(.*&)?sort=-" + column + "(&.*)?") ? "descending" : "none";
    }
}
