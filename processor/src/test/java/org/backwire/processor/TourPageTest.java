package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.backwire.Differentiable;
import org.backwire.processor.differentiate.Reverse;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.simplify.Simplifier;
import org.backwire.processor.source.Reader;
import org.junit.jupiter.api.Test;

/** {@code docs/tour.md} shows what really happens to its method. With {@code -Dgolden.update} it is made to. */
class TourPageTest {
    private static final Path PAGE = Path.of("../docs/tour.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    @Test
    void everyStopIsAsShown() throws IOException {
        String page = Files.readString(PAGE);
        List<String> shown =
                BLOCK.matcher(page).results().map(match -> match.group(2)).toList();
        List<String> real = stops(shown.get(0));
        if (System.getProperty("golden.update") != null) {
            Iterator<String> next = real.iterator();
            Files.writeString(
                    PAGE,
                    BLOCK.matcher(page)
                            .replaceAll(match ->
                                    Matcher.quoteReplacement("```" + match.group(1) + "\n" + next.next() + "```")));
        } else {
            assertThat(real).isEqualTo(shown);
        }
    }

    /** The code; its graph as read, simplified, differentiated, and simplified again; and what is written in the end. */
    private static List<String> stops(String code) throws IOException {
        Traveller traveller = new Traveller();
        Compilation compilation = Compiler.javac()
                .withProcessors(traveller, new DifferentiableProcessor())
                .compile(Marked.file(code));
        List<String> stops = new ArrayList<>(List.of(code));
        stops.addAll(traveller.stops);
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            stops.add(vjp(file.getCharContent(false).toString()));
        }
        return stops;
    }

    private static String vjp(String companion) {
        Matcher method = Pattern.compile("(?ms)^    public static Gradient vjp.*?^    }\\n")
                .matcher(companion);
        assertThat(method.find()).isTrue();
        return method.group().indent(-4);
    }

    /** Walks the road of {@link Pipeline} and notes what it sees. */
    private static final class Traveller extends AbstractProcessor {
        final List<String> stops = new ArrayList<>();

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of(Differentiable.class.getName());
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            Trees trees = Trees.instance(processingEnv);
            for (Element method : round.getElementsAnnotatedWith(Differentiable.class)) {
                Function read = new Reader(processingEnv.getElementUtils(), processingEnv.getTypeUtils())
                        .read(
                                (ExecutableElement) method,
                                trees.getTree((ExecutableElement) method),
                                trees.getPath(method).getCompilationUnit())
                        .function();
                Function simple = Simplifier.beforeDifferentiation(read);
                Function differentiated = Reverse.run(simple, List.of(0));
                for (Function stop :
                        List.of(read, simple, differentiated, Simplifier.afterDifferentiation(differentiated))) {
                    stops.add(GraphText.of(stop));
                }
            }
            return false;
        }
    }
}
