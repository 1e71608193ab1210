package org.knooppunt.api.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** The outermost wall of {@code /api/v1}: whatever goes wrong inside leaves it as problem details. */
final class ApiBoundary extends OncePerRequestFilter {
    private final Problems problems;

    ApiBoundary(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null) {
            request.setAttribute(CookieLocaleResolver.LOCALE_REQUEST_ATTRIBUTE_NAME, problems.locale(request));
        }
        HttpServletResponse telling = new HttpServletResponseWrapper(response) {
            @Override
            public void sendError(int status) throws IOException {
                problems.write(request, response, Problem.of(ProblemType.of(status)));
            }

            @Override
            public void sendError(int status, String message) throws IOException {
                sendError(status);
            }
        };
        try {
            chain.doFilter(request, telling);
        } catch (Problem fault) {
            problems.write(request, response, fault);
        } catch (IOException | RuntimeException | ServletException | Error fault) {
            problems.write(
                    request,
                    response,
                    fault instanceof ServletException && fault.getCause() != null ? fault.getCause() : fault);
        }
    }
}
