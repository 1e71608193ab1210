package org.knooppunt.api.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.util.UriComponentsBuilder;

/** Adds links to the first, previous, next and last page (RFC 8288). */
@ControllerAdvice
class PageLinks implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter type,
            MediaType media,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ApiPage<?> page) {
            long last = Math.max(1, (page.total() + page.size() - 1) / page.size());
            List<String> links = new ArrayList<>();
            links.add(link(request, 1, "first"));
            if (page.page() > 1) {
                links.add(link(request, Math.min(page.page() - 1L, last), "prev"));
            }
            if (page.page() < last) {
                links.add(link(request, page.page() + 1L, "next"));
            }
            links.add(link(request, last, "last"));
            response.getHeaders().add(HttpHeaders.LINK, String.join(", ", links));
        }
        return body;
    }

    private static String link(ServerHttpRequest request, long page, String relation) {
        String address = UriComponentsBuilder.fromPath(request.getURI().getRawPath())
                .query(request.getURI().getRawQuery())
                .replaceQueryParam("page", page)
                .build(true)
                .toUriString();
        return "<" + address + ">; rel=\"" + relation + "\"";
    }
}
