/**
 * The interface for programs: what every room's endpoints under {@code /api/v1} have in common.
 *
 * <p>A room writes a {@code @RestController} in its own {@code web} package. Programs come with a token, so the
 * {@link org.knooppunt.identity.Person} is a parameter like on pages, and visibility is decided in the same queries:
 *
 * <pre>{@code
 * @RestController
 * @RequestMapping("/api/v1/offers")
 * @Tag(name = "Offers", description = "What organisations have left over.")
 * class OfferEndpoints {
 *     @GetMapping
 *     @Needs(Scope.INVENTORY_READ)
 *     @Operation(summary = "Lists the offers you may see.")
 *     ApiPage<OfferView> list(@AuthenticationPrincipal Person person, @Valid @ParameterObject PageQuery page) {
 *         return ApiPage.of(offers.list(person, page.size(), page.offset()), page, offers.count(person));
 *     }
 *
 *     @GetMapping("/{key}")
 *     @Needs(Scope.INVENTORY_READ)
 *     ResponseEntity<OfferView> get(@AuthenticationPrincipal Person person, @PathVariable String key) {
 *         Offer offer = offers.find(person, key).orElseThrow(() -> Problem.notFound("offer", key));
 *         return Version.tagged(offer.version(), OfferView.of(offer));
 *     }
 *
 *     @PutMapping("/{key}")
 *     @Needs(Scope.INVENTORY_WRITE)
 *     @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
 *     ResponseEntity<OfferView> change(
 *             @AuthenticationPrincipal Person person,
 *             @PathVariable String key,
 *             @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
 *             @RequestBody OfferInput input) {
 *         int version = Version.expected(ifMatch);
 *         Offer old = find(person, Keys.key(key));
 *         BodyReader reader = new BodyReader(); // gathers what is wrong, field by field
 *         reader.sameKey(input.key(), old.key());
 *         Version.kept(offers.change(person, input.read(old.key(), reader), version), "offer", old.key());
 *         Offer offer = find(person, old.key());
 *         return Version.tagged(offer.version(), OfferView.of(offer));
 *     }
 * }
 * }</pre>
 *
 * <p>What a room gets without doing anything:
 *
 * <ul>
 *   <li>tokens and their scopes ({@link org.knooppunt.api.Needs}; an endpoint without it answers 403 to everyone);
 *   <li>every fault as problem details (RFC 9457): throw a {@link org.knooppunt.api.Problem}, or let validation
 *       ({@code @Valid}), a missing row, {@code AccessDeniedException} or a database conflict be translated;
 *   <li>limits per token, with {@code RateLimit} and {@code Retry-After};
 *   <li>{@code Idempotency-Key}: required on POST, heard on PUT, PATCH and DELETE. With a key, the request runs in one
 *       transaction with the keeping of its answer, so a program that sends again never causes a second effect. An
 *       isolation level asked for inside such a request is not heard;
 *   <li>{@code Link} headers for {@link org.knooppunt.api.ApiPage};
 *   <li>its place in the OpenAPI document and on the page {@code /api}.
 * </ul>
 *
 * <p>Fields of a JSON body that nobody knows are refused, so a misspelt name is not lost in silence. Summaries and
 * descriptions in annotations are in English, as is the OpenAPI document; problems are in the caller's language.
 */
@NullMarked
package org.knooppunt.api;

import org.jspecify.annotations.NullMarked;
