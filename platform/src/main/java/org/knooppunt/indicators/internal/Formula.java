package org.knooppunt.indicators.internal;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A formula over indicators: numbers, codes, plus, minus, times, divided by, brackets, {@code TOTAL(code)} for the total of
 * all categories and {@code PARTS(code)} for the sum over the parts of an area. The library reads the text; what it read is
 * gone through here piece by piece, and nothing else of the library is ever run.
 */
public final class Formula {
    /** Deeper than anybody writes, and shallow enough for any stack. */
    private static final int DEEPEST = 40;

    private static final int LONGEST = 500;

    private static final ExpressionConfiguration READING = ExpressionConfiguration.builder()
            .functionDictionary(MapBasedFunctionDictionary.ofFunctions(
                    Map.entry("TOTAL", new OfOneCode()), Map.entry("PARTS", new OfOneCode())))
            .defaultConstants(Map.of())
            .arraysAllowed(false)
            .structuresAllowed(false)
            .implicitMultiplicationAllowed(false)
            .build();

    /** A piece of a formula. */
    public sealed interface Piece {}

    /** A number. */
    record Number(double value) implements Piece {}

    /** The figure of an indicator. */
    record Input(String code) implements Piece {}

    /** The total of all categories of an indicator. */
    record Total(String code) implements Piece {}

    /** The sum of an indicator over the parts of the area. */
    record Parts(String code) implements Piece {}

    /** Of two pieces; the sign is one of {@code + - * /}. */
    record Both(char sign, Piece left, Piece right) implements Piece {}

    /** A text that is no formula here. */
    public static final class NoFormula extends Exception {
        NoFormula(String what) {
            super(what);
        }
    }

    /** Named so that the reader knows them; never run. */
    @FunctionParameter(name = "code")
    private static final class OfOneCode extends AbstractFunction {
        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values) {
            throw new IllegalStateException("formulas are read by the library and computed here");
        }
    }

    private final Piece piece;
    private final Set<String> inputs = new LinkedHashSet<>();
    private boolean hasParts;

    private Formula(ASTNode tree) throws NoFormula {
        this.piece = read(tree, 0);
        if (inputs.isEmpty()) {
            throw new NoFormula("no indicator");
        }
    }

    /** @throws NoFormula with the part that cannot be used */
    public static Formula of(String text) throws NoFormula {
        if (text.length() > LONGEST) {
            throw new NoFormula(text.substring(0, 20) + "…");
        }
        try {
            return new Formula(new Expression(text, READING).getAbstractSyntaxTree());
        } catch (ParseException e) {
            String rest = text.substring(Math.clamp(e.getStartPosition() - 1, 0, text.length()));
            throw new NoFormula(rest.isBlank() ? text : rest);
        } catch (RuntimeException e) {
            throw new NoFormula(text);
        }
    }

    private Piece read(ASTNode node, int depth) throws NoFormula {
        String text = node.getToken().getValue();
        if (depth > DEEPEST) {
            throw new NoFormula(text);
        }
        return switch (node.getToken().getType()) {
            case NUMBER_LITERAL -> number(text);
            case VARIABLE_OR_CONSTANT -> new Input(code(text));
            case PREFIX_OPERATOR -> {
                if (!text.equals("-")) {
                    throw new NoFormula(text);
                }
                yield new Both('-', new Number(0), read(node.getParameters().getFirst(), depth + 1));
            }
            case INFIX_OPERATOR -> {
                if (!Set.of("+", "-", "*", "/").contains(text)) {
                    throw new NoFormula(text);
                }
                yield new Both(
                        text.charAt(0),
                        read(node.getParameters().getFirst(), depth + 1),
                        read(node.getParameters().getLast(), depth + 1));
            }
            case FUNCTION -> {
                ASTNode of = node.getParameters().getFirst();
                if (of.getToken().getType() != Token.TokenType.VARIABLE_OR_CONSTANT) {
                    throw new NoFormula(text);
                }
                String code = code(of.getToken().getValue());
                hasParts |= text.toUpperCase(Locale.ROOT).equals("PARTS");
                yield text.toUpperCase(Locale.ROOT).equals("PARTS") ? new Parts(code) : new Total(code);
            }
            default -> throw new NoFormula(text);
        };
    }

    private static Piece number(String text) throws NoFormula {
        try {
            return new Number(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new NoFormula(text);
        }
    }

    private String code(String text) throws NoFormula {
        if (!text.matches("[a-z][a-z0-9_]{2,59}")) {
            throw new NoFormula(text);
        }
        inputs.add(text);
        return text;
    }

    /** The codes of the indicators it is computed from. */
    public Set<String> inputs() {
        return Set.copyOf(inputs);
    }

    /** Whether it adds up the parts of an area. */
    public boolean hasParts() {
        return hasParts;
    }

    /** Where figures come from while it is computed. */
    interface Figures {
        Figure input(String code);

        Figure total(String code);

        Figure parts(String code);
    }

    Figure compute(Figures figures) {
        return compute(piece, figures);
    }

    private static Figure compute(Piece piece, Figures figures) {
        return switch (piece) {
            case Number number -> Figure.certain(number.value());
            case Input input -> figures.input(input.code());
            case Total total -> figures.total(total.code());
            case Parts parts -> figures.parts(parts.code());
            case Both both -> {
                Figure left = compute(both.left(), figures);
                Figure right = compute(both.right(), figures);
                double value =
                        switch (both.sign()) {
                            case '+' -> left.value() + right.value();
                            case '-' -> left.value() - right.value();
                            case '*' -> left.value() * right.value();
                            default -> right.value() == 0 ? Double.NaN : left.value() / right.value();
                        };
                yield left.with(right, value);
            }
        };
    }
}
