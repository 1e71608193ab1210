package org.knooppunt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person's browser without script: keeps cookies, follows redirects, sends forms with the page's CSRF token. */
public final class PlainBrowser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final String root;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client;

    public PlainBrowser(int port) {
        root = "http://127.0.0.1:" + port;
        client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** Signed in by one click of the demonstration, for example as {@code coordinator}. */
    public static PlainBrowser as(int port, String demonstration) {
        PlainBrowser browser = new PlainBrowser(port);
        browser.post("/sign-in", "/sign-in", "demonstration", demonstration);
        return browser;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(root + path)).header("Accept", "text/html"));
    }

    /** A file as it is. */
    public byte[] bytes(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(root + path)).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a form as the page that holds it would. */
    public HttpResponse<String> post(String formPage, String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("_csrf");
        all.add(token(formPage));
        return postAsIs(path, all.toArray(String[]::new));
    }

    /** Sends a file from the page with the form for it, to that page's own address. */
    public HttpResponse<String> postFile(String formPage, String name, byte[] content) {
        return postFile(formPage, name, content, Map.of());
    }

    /** With more fields beside the file. */
    public HttpResponse<String> postFile(String formPage, String name, byte[] content, Map<String, String> fields) {
        return postFile(formPage, formPage, name, content, fields);
    }

    /** To another address than that of the page. */
    public HttpResponse<String> postFile(
            String formPage, String path, String name, byte[] content, Map<String, String> fields) {
        return postFile(formPage, path, name, content, fields, "file");
    }

    /** From a field of another name than {@code file}. */
    public HttpResponse<String> postFile(
            String formPage, String path, String name, byte[] content, Map<String, String> fields, String field) {
        String line = "\r\n--knooppunt-test";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((line.strip() + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token(formPage)
                        + line + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        fields.forEach((key, value) ->
                body.writeBytes((line + "\r\nContent-Disposition: form-data; name=\"" + key + "\"\r\n\r\n" + value)
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes((line + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(root + path))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=knooppunt-test")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private String token(String formPage) {
        Matcher token = CSRF.matcher(get(formPage).body());
        if (!token.find()) {
            throw new AssertionError("no form with a CSRF token on " + formPage);
        }
        return token.group(1);
    }

    /** Sends fields without looking at a page first. */
    public HttpResponse<String> postAsIs(String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i > 0 ? "&" : "")
                    .append(URLEncoder.encode(fields[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(URI.create(root + path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String root() {
        return root;
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }
}
