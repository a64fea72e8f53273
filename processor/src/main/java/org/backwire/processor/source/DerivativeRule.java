package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A method that is annotated with {@code @DerivativeOf}, from source or from a class file.
 *
 * @param type the class named
 * @param method the name of the method spoken of
 * @param parameter the number of the parameter that the derivative is taken with respect to
 * @param spokenOf the method spoken of; null if there is none with the parameters of the rule
 * @param flaws what is wrong with the rule; a rule with flaws is no rule
 */
public record DerivativeRule(
        ExecutableElement element,
        TypeElement type,
        String method,
        int parameter,
        @Nullable ExecutableElement spokenOf,
        List<Flaw> flaws) {

    private static final Pattern PACKAGES = Pattern.compile("\\b\\p{Ll}\\w*\\.(?=\\w)");

    /** The qualified name of the annotation. */
    public static final String ANNOTATION = "org.backwire.DerivativeOf";

    /** Where a flaw shows: at the rule, at its return type, or at what the annotation says. */
    public enum Place {
        RULE,
        RESULT,
        METHOD,
        PARAMETER
    }

    /** Something that is wrong with a rule. */
    public record Flaw(Problem problem, Place place, List<String> words) {
        private static Flaw of(Problem problem, Place place, String... words) {
            return new Flaw(problem, place, List.of(words));
        }
    }

    public DerivativeRule {
        flaws = List.copyOf(flaws);
    }

    /** The rules of a class, in order. */
    public static List<DerivativeRule> in(TypeElement rules, Elements elements, Types types) {
        List<DerivativeRule> found = new ArrayList<>();
        for (ExecutableElement method : ElementFilter.methodsIn(rules.getEnclosedElements())) {
            DerivativeRule rule = of(method, elements, types);
            if (rule != null) {
                found.add(rule);
            }
        }
        return found;
    }

    /** The rule that a method is; null if it is none, and if javac could not read the annotation, which it has reported. */
    public static @Nullable DerivativeRule of(ExecutableElement rule, Elements elements, Types types) {
        Annotation annotation = Annotation.on(rule, ANNOTATION, elements);
        if (annotation == null || annotation.types("type").isEmpty()) {
            return null;
        }
        TypeMirror named = annotation.types("type").get(0);
        String name = annotation.string("method");
        int parameter = annotation.integer("parameter");
        if (named.getKind().isPrimitive() || named.getKind() == TypeKind.ARRAY || named.getKind() == TypeKind.VOID) {
            TypeElement nobody = elements.getTypeElement("java.lang.Object");
            Flaw flaw = Flaw.of(Problem.RULE_METHOD, Place.METHOD, named.toString(), name, named.toString());
            return new DerivativeRule(rule, nobody, name, parameter, null, List.of(flaw));
        }
        if (!(named instanceof DeclaredType declared) || !(declared.asElement() instanceof TypeElement type)) {
            return null;
        }
        List<ExecutableElement> candidates = new Members(elements, types)
                .methods(type, name).stream()
                        .filter(candidate -> candidate.getModifiers().contains(Modifier.STATIC))
                        .toList();
        ExecutableElement spokenOf = candidates.stream()
                .filter(candidate -> hasSameParameters(candidate, rule, types))
                .findFirst()
                .orElse(null);
        List<Flaw> flaws = new ArrayList<>();
        reach(rule, elements, types, flaws);
        if (candidates.isEmpty()) {
            flaws.add(Flaw.of(Problem.RULE_METHOD, Place.METHOD, nameOf(type), name, nameOf(type)));
        } else if (spokenOf == null) {
            String offered = candidates.stream()
                    .map(candidate -> name + parameters(candidate))
                    .collect(Collectors.joining(" or "));
            flaws.add(Flaw.of(
                    Problem.RULE_PARAMETERS, Place.RULE, nameOf(rule), parameters(rule), nameOf(type), name, offered));
        } else {
            fit(rule, spokenOf, parameter, types, flaws);
        }
        return new DerivativeRule(rule, type, name, parameter, spokenOf, flaws);
    }

    /** Whether both are for the same parameter of the same method. */
    public boolean isLike(DerivativeRule other) {
        return spokenOf != null && spokenOf.equals(other.spokenOf) && parameter == other.parameter;
    }

    /** The method spoken of, as messages call it. */
    public String subject() {
        return nameOf(type) + "." + method;
    }

    /** Whether whatever {@code a} is passed can be passed to {@code b}, and no other overload is nearer. */
    private static boolean hasSameParameters(ExecutableElement a, ExecutableElement b, Types types) {
        if (a.getParameters().size() != b.getParameters().size()) {
            return false;
        }
        for (int i = 0; i < a.getParameters().size(); i++) {
            TypeMirror of = a.getParameters().get(i).asType();
            TypeMirror other = b.getParameters().get(i).asType();
            boolean isGeneric = TypeOf.anyPart(of, part -> part.getKind() == TypeKind.TYPEVAR);
            if (!types.isSameType(types.erasure(of), types.erasure(other))
                    || !isGeneric && !types.isAssignable(of, other)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a companion can call the rule. */
    private static void reach(ExecutableElement rule, Elements elements, Types types, List<Flaw> flaws) {
        if (!rule.getModifiers().contains(Modifier.STATIC)) {
            flaws.add(Flaw.of(Problem.RULE_OUT_OF_REACH, Place.RULE, nameOf(rule), "is an instance method"));
        }
        if (rule.getModifiers().contains(Modifier.PRIVATE)) {
            flaws.add(Flaw.of(Problem.RULE_OUT_OF_REACH, Place.RULE, nameOf(rule), "is private"));
        }
        for (Element at = TypeOf.owner(rule); at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                String words = "stands in the private class " + at.getSimpleName();
                flaws.add(Flaw.of(Problem.RULE_OUT_OF_REACH, Place.RULE, nameOf(rule), words));
            }
        }
        for (TypeMirror thrown : rule.getThrownTypes()) {
            if (isChecked(thrown, elements, types)) {
                String words = "throws the checked exception " + nameOf(thrown);
                flaws.add(Flaw.of(Problem.RULE_OUT_OF_REACH, Place.RULE, nameOf(rule), words));
            }
        }
    }

    private static boolean isChecked(TypeMirror type, Elements elements, Types types) {
        return !types.isSubtype(
                        type,
                        elements.getTypeElement("java.lang.RuntimeException").asType())
                && !types.isSubtype(
                        type, elements.getTypeElement("java.lang.Error").asType());
    }

    private static void fit(
            ExecutableElement rule, ExecutableElement spokenOf, int parameter, Types types, List<Flaw> flaws) {
        String subject = nameOf(spokenOf);
        if (!isNumber(spokenOf.getReturnType())) {
            String result = nameOf(spokenOf.getReturnType());
            flaws.add(Flaw.of(Problem.RULE_SUBJECT, Place.METHOD, subject, result));
            return;
        }
        List<? extends VariableElement> parameters = spokenOf.getParameters();
        TypeMirror type = parameter < 0 || parameter >= parameters.size()
                ? null
                : parameters.get(parameter).asType();
        if (type == null || !TypeOf.isDifferentiable(type) || type.getKind() == TypeKind.DECLARED) {
            flaws.add(Flaw.of(
                    Problem.RULE_PARAMETER,
                    Place.PARAMETER,
                    Integer.toString(parameter),
                    subject,
                    type == null ? "not there" : "of type " + nameOf(type)));
            return;
        }
        TypeMirror result = rule.getReturnType();
        boolean fits = isNumber(type) ? isNumber(result) : types.isSameType(type, result);
        if (!fits) {
            flaws.add(Flaw.of(
                    Problem.RULE_RESULT,
                    Place.RESULT,
                    nameOf(rule),
                    nameOf(result),
                    Integer.toString(parameter),
                    subject,
                    nameOf(type),
                    nameOf(type)));
        }
    }

    private static boolean isNumber(TypeMirror type) {
        return type.getKind() == TypeKind.DOUBLE || type.getKind() == TypeKind.FLOAT;
    }

    private static String nameOf(TypeElement type) {
        return String.join(".", TypeOf.classRef(type).simpleNames());
    }

    private static String nameOf(ExecutableElement method) {
        return nameOf(TypeOf.owner(method)) + "." + method.getSimpleName();
    }

    private static String nameOf(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element
                ? nameOf(element)
                : type.toString();
    }

    private static String parameters(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter ->
                        PACKAGES.matcher(parameter.asType().toString()).replaceAll(""))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
