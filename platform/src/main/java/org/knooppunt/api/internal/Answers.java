package org.knooppunt.api.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that does not know whether its write arrived sends it again with the same {@code Idempotency-Key}, and gets
 * the same answer without a second effect.
 *
 * <p>The write and the keeping of its answer are one transaction, so either both happened or neither. While it runs, a
 * lock that dies with the transaction keeps others with the same key out; nothing is left to clean up after a crash. Only
 * answers of success are kept: a refused request had no effect and may be mended and sent again.
 */
final class Answers extends OncePerRequestFilter {
    static final String HEADER = "Idempotency-Key";

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> KEPT = Set.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG);
    private static final int LONGEST_KEY = 255;

    private final Problems problems;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final ApiProperties properties;

    private record Answer(String requestHash, int status, Map<String, String> headers, byte[] body) {}

    Answers(
            Problems problems,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            JsonMapper json,
            ApiProperties properties) {
        this.problems = problems;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.properties = properties;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WRITES.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MessageDigest digest = sha256();
        HttpServletRequest known = read(request, digest);
        String key = request.getHeader(HEADER);
        if (key == null || key.isBlank()) {
            if (request.getMethod().equals("POST")) {
                throw Problem.of(ProblemType.IDEMPOTENCY_KEY_MISSING);
            }
            chain.doFilter(known, response);
            return;
        }
        if (key.length() > LONGEST_KEY) {
            throw Problem.invalid(HEADER, key.length(), "1…" + LONGEST_KEY);
        }
        if (!(request.getAttribute(BearerTokens.TOKEN) instanceof Long token)) {
            throw Problems.unauthorized();
        }
        String hash = hash(request, digest);
        ContentCachingResponseWrapper written = new ContentCachingResponseWrapper(response);
        Optional<Answer> earlier = transaction.execute(status -> {
            if (!lock(token, key)) {
                throw Problem.of(ProblemType.STILL_RUNNING).with(HttpHeaders.RETRY_AFTER, "1");
            }
            Optional<Answer> found = find(token, key);
            if (found.isPresent()) {
                if (!found.get().requestHash().equals(hash)) {
                    throw Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED);
                }
                return found;
            }
            try {
                chain.doFilter(known, written);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ServletException e) {
                throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
            }
            if (written.getStatus() >= 200 && written.getStatus() < 300) {
                keep(token, key, hash, written);
            } else {
                status.setRollbackOnly();
            }
            return Optional.empty();
        });
        if (earlier != null && earlier.isPresent()) {
            replay(earlier.get(), response);
        } else {
            written.copyBodyToResponse();
        }
    }

    private boolean lock(long token, String key) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 7))")
                .param(token + "\n" + key)
                .query(Boolean.class)
                .single();
    }

    private Optional<Answer> find(long token, String key) {
        jdbc.sql(
                        "delete from api_reply where token_id = ? and key = ? and created_at < now() - make_interval(secs => ?)")
                .params(token, key, properties.answersKept().toSeconds())
                .update();
        return jdbc.sql(
                        "select request_hash, status, headers::text as headers, body from api_reply where token_id = ? and key = ?")
                .params(token, key)
                .query((row, index) -> new Answer(
                        row.getString("request_hash"),
                        row.getInt("status"),
                        json.readValue(row.getString("headers"), new TypeReference<Map<String, String>>() {}),
                        row.getBytes("body")))
                .optional();
    }

    private void keep(long token, String key, String hash, ContentCachingResponseWrapper written) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT) {
            String value = name.equals(HttpHeaders.CONTENT_TYPE) ? written.getContentType() : written.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        jdbc.sql(
                        "insert into api_reply (token_id, key, request_hash, status, headers, body) values (?, ?, ?, ?, ?::jsonb, ?)")
                .params(
                        token,
                        key,
                        hash,
                        written.getStatus(),
                        json.writeValueAsString(headers),
                        written.getContentAsByteArray())
                .update();
    }

    private static void replay(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader("Idempotent-Replayed", "true");
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** Reads the body into the digest, and hands on a request that can still be read. */
    private HttpServletRequest read(HttpServletRequest request, MessageDigest digest)
            throws IOException, ServletException {
        String type = request.getContentType();
        if (type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/")) {
            // the server keeps the parts in files, which can be read twice
            for (Part part : request.getParts()) {
                digest.update(
                        (part.getName() + "\n" + part.getSubmittedFileName() + "\n").getBytes(StandardCharsets.UTF_8));
                try (InputStream in = new DigestInputStream(part.getInputStream(), digest)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
            return request;
        }
        long largest = properties.largestBody().toBytes();
        if (request.getContentLengthLong() > largest) {
            throw Problem.of(ProblemType.TOO_LARGE);
        }
        byte[] body = request.getInputStream().readNBytes((int) Math.min(Integer.MAX_VALUE - 8, largest + 1));
        if (body.length > largest) {
            throw Problem.of(ProblemType.TOO_LARGE);
        }
        digest.update(body);
        return new Reread(request, body);
    }

    private static String hash(HttpServletRequest request, MessageDigest digest) {
        digest.update(("\n" + request.getMethod() + "\n" + request.getRequestURI() + "\n" + request.getQueryString()
                        + "\n" + request.getContentType() + "\n" + request.getHeader(HttpHeaders.IF_MATCH))
                .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request whose body is in memory. */
    private static final class Reread extends HttpServletRequestWrapper {
        private final byte[] body;

        Reread(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public int read(byte[] to, int offset, int length) {
                    return in.read(to, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(@Nullable ReadListener listener) {
                    throw new UnsupportedOperationException("the body is read at once");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }
}
