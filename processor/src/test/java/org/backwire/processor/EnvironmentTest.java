package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jetbrains.jps.javac.APIWrappers;
import org.junit.jupiter.api.Test;

/** Build tools pass an environment of their own around javac's. */
class EnvironmentTest {
    private static final String CODE = """
            class A {
                @org.backwire.Differentiable
                static double f(double x) {
                    return x * x;
                }
            }
            """;

    @Test
    void gradleKeepsItInAField() {
        assertWorksIn(Delegating::new);
    }

    @Test
    void wrappedTwice() {
        assertWorksIn(environment -> new Delegating(new Delegating(environment)));
    }

    @Test
    void intelliJHasAProxy() {
        assertWorksIn(environment -> APIWrappers.wrap(ProcessingEnvironment.class, environment));
    }

    @Test
    void anUnknownProxyKeepsItInItsHandler() {
        assertWorksIn(environment -> proxy(ProcessingEnvironment.class, (proxy, method, arguments) -> {
            try {
                return method.invoke(environment, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static void assertWorksIn(UnaryOperator<ProcessingEnvironment> wrapping) {
        Compilation compilation =
                Marked.compile(List.of(new Wrapped(wrapping)), List.of("-Xlint:all", "-Werror"), CODE);
        assertThat(Marked.said(compilation)).isEmpty();
        assertThat(compilation.generatedSourceFile("AFGrad")).isPresent();
    }

    @Test
    void anEnvironmentThatHidesJavacIsNotJavac() {
        Compilation compilation = Marked.compile(
                List.of(new Wrapped(environment -> new Delegating(environment) {
                    @Override
                    ProcessingEnvironment hide(ProcessingEnvironment real) {
                        return null;
                    }
                })),
                List.of(),
                CODE + CODE.replace("class A", "class B"));
        assertThat(Marked.said(compilation)).containsExactly("A.java:3:19 CompilerNotJavac");
    }

    @Test
    void whatFailsInUsIsReportedAtTheMethod() {
        Compilation compilation = Marked.compile(
                List.of(new Wrapped(environment -> new Delegating(environment) {
                    @Override
                    public Filer getFiler() {
                        return proxy(Filer.class, (proxy, method, arguments) -> {
                            throw new IllegalStateException("disk full");
                        });
                    }
                })),
                List.of(),
                CODE);
        assertThat(Marked.said(compilation)).containsExactly("A.java:3:19 Internal");
        assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
                .contains("Backwire failed on A.f: java.lang.IllegalStateException: disk full (")
                .contains("Companions.java:")
                .contains("please report it");
    }

    @Test
    void whatFailsBetweenMethodsIsReportedToo() {
        Compilation compilation = Marked.compile(
                List.of(new Wrapped(environment -> new Delegating(environment) {
                    @Override
                    public Elements getElementUtils() {
                        return proxy(Elements.class, (proxy, method, arguments) -> {
                            throw new IllegalStateException("no elements");
                        });
                    }
                })),
                List.of(),
                CODE);
        assertThat(compilation.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.getMessage(Locale.ROOT))
                        .contains("[Backwire/Internal] Backwire failed on this compilation"));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? EnvironmentTest.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                handler));
    }

    /** Our processor, in another environment. */
    private static final class Wrapped extends AbstractProcessor {
        private final DifferentiableProcessor processor = new DifferentiableProcessor();
        private final UnaryOperator<ProcessingEnvironment> wrapping;

        Wrapped(UnaryOperator<ProcessingEnvironment> wrapping) {
            this.wrapping = wrapping;
        }

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            processor.init(wrapping.apply(environment));
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return processor.getSupportedSourceVersion();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }
    }

    /** As Gradle's {@code IncrementalProcessingEnvironment}. */
    private static class Delegating implements ProcessingEnvironment {
        private final ProcessingEnvironment delegate;
        private final List<ProcessingEnvironment> hidden;

        Delegating(ProcessingEnvironment real) {
            this.delegate = hide(real);
            this.hidden = List.of(real);
        }

        ProcessingEnvironment hide(ProcessingEnvironment real) {
            return real;
        }

        ProcessingEnvironment real() {
            return delegate == null ? hidden.get(0) : delegate;
        }

        @Override
        public Map<String, String> getOptions() {
            return real().getOptions();
        }

        @Override
        public Messager getMessager() {
            return real().getMessager();
        }

        @Override
        public Filer getFiler() {
            return real().getFiler();
        }

        @Override
        public Elements getElementUtils() {
            return real().getElementUtils();
        }

        @Override
        public Types getTypeUtils() {
            return real().getTypeUtils();
        }

        @Override
        public SourceVersion getSourceVersion() {
            return real().getSourceVersion();
        }

        @Override
        public Locale getLocale() {
            return real().getLocale();
        }
    }
}
