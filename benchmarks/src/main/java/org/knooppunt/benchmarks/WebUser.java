package org.knooppunt.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Somebody with a browser: keeps cookies, follows redirects, takes compressed pages, sends the token of a form back. */
final class WebUser implements AutoCloseable {
    private static final Pattern TOKEN =
            Pattern.compile("<input[^>]*name=\"_csrf\"[^>]*value=\"([^\"]+)\"", Pattern.DOTALL);
    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final String BOUNDARY = "----benchmark-of-knooppunt";

    private final URI platform;
    private final HttpClient client;

    WebUser(URI platform) {
        this.platform = platform;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
    }

    /**
     * An answer with its body as it came over the wire.
     *
     * @param nanos from asking until the last byte
     */
    record Answer(URI address, int status, byte[] body, boolean compressed, long nanos) {
        String text() throws IOException {
            if (!compressed) {
                return new String(body, StandardCharsets.UTF_8);
            }
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        /** @throws IllegalStateException when the status is not 200 */
        Answer orFail() throws IOException {
            if (status != 200) {
                Matcher title = TITLE.matcher(text());
                throw new IllegalStateException("status " + status + " from " + address + ", expected 200; it says: "
                        + (title.find() ? title.group(1) : "nothing"));
            }
            return this;
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(platform.resolve(path)).GET());
    }

    /** Signs in by one click of the demonstration. */
    void signInAs(String click) throws IOException, InterruptedException {
        Answer answer =
                post("/sign-in", "/sign-in", Map.of("demonstration", click)).orFail();
        if (answer.address().getPath().equals("/sign-in")) {
            throw new IllegalStateException("sign-in as " + click + " was refused");
        }
    }

    /** Sends a form found on one page to another. */
    Answer post(String formPage, String path, Map<String, String> fields) throws IOException, InterruptedException {
        return postWithToken(path, token(get(formPage).orFail()), fields);
    }

    Answer postWithToken(String path, String token, Map<String, String> fields)
            throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&", "_csrf=" + encode(token) + "&", ""));
        return send(HttpRequest.newBuilder(platform.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Sends a file with the form found on one page to another. */
    Answer upload(String formPage, String path, String field, Path file) throws IOException, InterruptedException {
        String token = token(get(formPage).orFail());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token
                        + "\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"; filename=\""
                        + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(file));
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(platform.resolve(path))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** The token that the forms of a page carry. */
    static String token(Answer page) throws IOException {
        Matcher matcher = TOKEN.matcher(page.text());
        if (!matcher.find()) {
            throw new IllegalStateException("no form with a token on " + page.address());
        }
        return matcher.group(1);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = client.send(
                request.header("Accept-Encoding", "gzip")
                        .header("Accept", "text/html,*/*")
                        .timeout(Duration.ofMinutes(5))
                        .build(),
                BodyHandlers.ofByteArray());
        long nanos = System.nanoTime() - start;
        boolean compressed = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        return new Answer(response.uri(), response.statusCode(), response.body(), compressed, nanos);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
