package org.knooppunt.network;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was posted to an address, for tests. */
final class Letters {
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(/\\S+)");

    private Letters() {}

    static List<String> to(JdbcClient jdbc, String address) {
        return jdbc.sql("select text from letter where address = ? order by id")
                .param(address)
                .query(String.class)
                .list();
    }

    /** The path of the page that the last letter to an address leads to. */
    static String link(JdbcClient jdbc, String address) {
        Matcher link = LINK.matcher(to(jdbc, address).getLast());
        if (!link.find()) {
            throw new AssertionError("no link in " + to(jdbc, address).getLast());
        }
        return link.group(1);
    }
}
