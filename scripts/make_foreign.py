#!/usr/bin/env python3
"""Sentences and short answers in five languages through a radio's band, to see what is made of them.

usage: make_foreign.py OUT [--second]

Two sets of other sentences and voices than ``make_nonspeech.py --foreign`` has: the rule on weak words that
sound unlike English was made on the first, and measured on the second. Each is written at two levels, clean
and clipped, with a little noise and with much. Needs the voices of ``lab/requirements.txt``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import soundfile
from lab.voices import RATE_HZ as STUDIO_HZ
from lab.voices import Studio, lab_folder
from make_nonspeech import RATE_HZ, treated
from scipy import signal

LEVELS_DB = (-6, -20)
NOISE = (0.005, 0.05)
"""Standard deviation beside speech with a peak of 0.9."""
FIRST = (
    ("es", "Central, aquí la unidad catorce, el coche está parado junto a la gasolinera."),
    ("es", "Repita la dirección, por favor."),
    ("es", "No entren todavía, el tejado se está cayendo por el lado norte."),
    ("fr-fr", "Ici le poste de garde, on a un blessé léger près de l'entrée principale."),
    ("fr-fr", "Bien reçu, on arrive."),
    ("fr-fr", "Attendez les pompiers avant d'ouvrir la porte du garage."),
    ("it", "Centrale, siamo fermi al semaforo, il traffico è bloccato in tutte e due le direzioni."),
    ("it", "Ricevuto, passo."),
    ("it", "Chiudete la valvola e aspettate il tecnico davanti al cancello."),
    ("pt-br", "O paciente está consciente, mas tem muita dor no braço esquerdo."),
    ("pt-br", "Afirmativo, central."),
    ("pt-br", "A ponte caiu, mandem todo mundo pela estrada velha."),
    ("hi", "अस्पताल को बताओ कि हम दस मिनट में पहुँच रहे हैं।"),
    ("hi", "ठीक है, मैं देख रहा हूँ।"),
    ("hi", "बिजली का तार सड़क पर गिरा है, कोई पास न जाए।"),
)
FIRST_VOICES = ("af_bella", "am_puck", "bf_isabella", "bm_lewis", "am_onyx", "af_nicole", "af_sarah")
SECOND = (
    ("es", "El perro salió corriendo hacia el río y no quiere volver."),
    ("es", "Copiado, quedo a la espera."),
    ("es", "Hay un camión atravesado en el kilómetro doce, pierde gasóleo."),
    ("fr-fr", "Le conducteur refuse de sortir du véhicule, il faut un médiateur."),
    ("fr-fr", "Négatif, rien à signaler."),
    ("it", "Due persone sul tetto, mandate la scala lunga appena possibile."),
    ("it", "Sì, confermo, via libera."),
    ("pt-br", "O motorista fugiu a pé pela rua de trás, camisa vermelha."),
    ("pt-br", "Entendido, aguarde na linha."),
    ("hi", "दरवाज़ा अंदर से बंद है, चाबी किसके पास है।"),
    ("hi", "नदी का पानी बढ़ रहा है, सबको ऊपर भेजो।"),
)
SECOND_VOICES = ("am_eric", "af_kore", "bm_fable", "bf_alice", "am_liam", "af_nova", "bm_daniel")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--second", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    sentences, voices = (SECOND, SECOND_VOICES) if args.second else (FIRST, FIRST_VOICES)
    studio = Studio(lab_folder())
    band = signal.butter(4, (300, 3000), "bandpass", fs=RATE_HZ, output="sos")
    for number, (language, text) in enumerate(sentences):
        voice = voices[number % len(voices)]
        said = signal.resample_poly(studio.say(text, voice, 1.0, language), RATE_HZ, STUDIO_HZ)
        padded = np.pad(said.astype(np.float64), RATE_HZ // 2 * np.array([1, 3]))
        for level_db, deviation in ((level, noise) for level in LEVELS_DB for noise in NOISE):
            noise = np.random.default_rng(number).normal(size=len(padded)) * deviation
            sound = signal.sosfilt(band, padded + noise)
            for treatment in ("clean", "clipped"):
                samples, subtype = treated(sound, level_db, treatment)
                noisy = f"{round(1000 * deviation):03d}"
                name = f"{language[:2]}{number:02d}-{-level_db:02d}-{treatment}-{noisy}.wav"
                soundfile.write(args.out / name, samples, RATE_HZ, subtype=subtype)


if __name__ == "__main__":
    main()
