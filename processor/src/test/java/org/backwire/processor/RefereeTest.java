package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.Tree;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.lang.model.util.Types;
import org.backwire.processor.source.Assumptions.Assumption;
import org.backwire.processor.source.Assumptions.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** javac has the last word on what Java means. */
class RefereeTest {
    private static final String CODE = """
            import static java.lang.Math.max;

            class A {
                static final double HALF = 0.5;

                static double f(double x, int n) {
                    return max(x, n) * HALF + n / 2;
                }
            }

            class Broken {
                int n = missing;
            }
            """;

    private static List<String> judged(String code, Kind kind, Tree.Kind tree, String words, String meaning)
            throws IOException {
        return judged(new Parsed(code), null, kind, tree, words, meaning);
    }

    /** @param types what the referee asks; null for those of the compiler */
    private static List<String> judged(
            Parsed parsed, @Nullable Types types, Kind kind, Tree.Kind tree, String words, String meaning)
            throws IOException {
        Referee referee = new Referee(
                types == null ? parsed.task.getTypes() : types,
                parsed.trees(),
                new Reporter(parsed.trees()),
                parsed.text);
        Tree expected = parsed.path(tree, words).getLeaf();
        referee.expect(List.of(
                new Assumption(expected, parsed.unit, kind, meaning),
                new Assumption(expected, parsed.unit, kind, meaning)));
        parsed.task.addTaskListener(referee);
        return parsed.analyzed();
    }

    private static String judged(Kind kind, Tree.Kind tree, String words, String meaning) throws IOException {
        List<String> said = judged(CODE.substring(0, CODE.indexOf("class Broken")), kind, tree, words, meaning);
        assertThat(said).hasSizeLessThan(2);
        return said.isEmpty() ? "" : said.get(0);
    }

    @Test
    void agreesOnWhatIsRight() throws IOException {
        assertThat(judged(Kind.TYPE, Tree.Kind.DIVIDE, "n / 2", "int")).isEmpty();
        assertThat(judged(Kind.TYPE, Tree.Kind.PLUS, "max(x, n) * HALF + n / 2", "double"))
                .isEmpty();
        assertThat(judged(Kind.METHOD, Tree.Kind.METHOD_INVOCATION, "max(x, n)", "java.lang.Math#max(double,double)"))
                .isEmpty();
        assertThat(judged(Kind.FIELD, Tree.Kind.IDENTIFIER, "HALF", "A#HALF")).isEmpty();
    }

    @Test
    void findsAnotherType() throws IOException {
        assertThat(judged(Kind.TYPE, Tree.Kind.DIVIDE, "n / 2", "double"))
                .startsWith("7:37 [Backwire/Misread] Backwire read n / 2 as double, but javac reads it as int.");
    }

    @Test
    void findsAnotherOverload() throws IOException {
        assertThat(judged(Kind.METHOD, Tree.Kind.METHOD_INVOCATION, "max(x, n)", "java.lang.Math#max(float,float)"))
                .startsWith(
                        "7:19 [Backwire/Misread] Backwire read max(x, n) as java.lang.Math#max(float,float), but javac"
                                + " reads it as java.lang.Math#max(double,double).");
    }

    @Test
    void findsAnotherField() throws IOException {
        assertThat(judged(Kind.FIELD, Tree.Kind.IDENTIFIER, "HALF", "B#HALF"))
                .startsWith("7:28 [Backwire/Misread] Backwire read HALF as B#HALF, but javac reads it as A#HALF.");
    }

    @Test
    void isSilentWhereTheCodeIsBroken() throws IOException {
        assertThat(judged(CODE, Kind.TYPE, Tree.Kind.IDENTIFIER, "missing", "int"))
                .singleElement()
                .asString()
                .contains("cannot find symbol");
    }

    /** A bug of ours, in the only place where a class's meaning is confirmed. */
    private static Types failing() {
        return (Types) Proxy.newProxyInstance(Types.class.getClassLoader(), new Class<?>[] {Types.class}, (t, m, a) -> {
            throw new IllegalStateException("odd type");
        });
    }

    private static final String GENERIC = """
            class A {
                static <T extends Number> T f(T x, double y) {
                    return x;
                }
            }
            """;

    @Test
    void saysWhereItFailsItself() throws IOException {
        assertThat(judged(new Parsed(GENERIC), failing(), Kind.TYPE, Tree.Kind.IDENTIFIER, "x", "java.lang.Number"))
                .singleElement()
                .asString()
                .startsWith(
                        "3:16 [Backwire/Internal] Backwire failed on x: java.lang.IllegalStateException: odd type (");
    }

    @Test
    void doesNotSayItWhereTheCodeIsBroken() throws IOException {
        String broken = GENERIC.replace("double y", "Missing y");
        assertThat(judged(new Parsed(broken), failing(), Kind.TYPE, Tree.Kind.IDENTIFIER, "x", "java.lang.Number"))
                .singleElement()
                .asString()
                .contains("cannot find symbol");
    }

    @Test
    void findsMethodsOfLocalAndAnonymousClasses() {
        Marked.refuses("""
                class A {
                    interface Unary {
                        double at(double x);
                    }

                    static double use() {
                        class Local {
                            @org.backwire.Differentiable
                            static double f(double x) {
                //                        ^ LocalClassMethod
                                return x;
                            }

                            static class Inner {
                                @org.backwire.Differentiable
                                static double f(double x) {
                //                            ^ LocalClassMethod
                                    return x;
                                }
                            }
                        }
                        Unary square = new Unary() {
                            @Override
                            @org.backwire.Differentiable
                            public double at(double x) {
                //                        ^ LocalClassMethod
                                return x * x;
                            }
                        };
                        return square.at(Local.f(2)) + Local.Inner.f(3);
                    }

                    @org.backwire.Differentiable
                    static double f(double x) {
                        return x;
                    }
                }
                """);
    }
}
