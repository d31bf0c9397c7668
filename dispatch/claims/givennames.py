"""Given names that nearly always are a woman's or a man's, in the English-speaking press."""

from __future__ import annotations

_WOMEN = """
    Abigail Agnes Alice Alicia Alison Allison Alma Amanda Amber Amelia Amy Ana Andrea Angela Anita Ann
    Anna Anne Annette April Arlene Ashley Audrey Barbara Beatrice Becky Beth Bethany Betty Beverly
    Bonnie Brenda Brittany Caitlin Carla Carmen Carol Caroline Carolyn Carrie Catherine Cathy Charlotte
    Cheryl Christina Christine Cindy Claire Clara Colleen Connie Crystal Cynthia Daisy Danielle Dawn
    Deborah Debra Denise Diana Diane Donna Doris Dorothy Edith Eileen Elaine Eleanor Elena Elizabeth
    Ella Ellen Emily Emma Erica Erin Esther Eva Evelyn Fatima Felicia Fiona Florence Frances Gail Gemma
    Georgia Gina Gladys Gloria Grace Greta Gwen Hannah Hazel Heather Heidi Helen Holly Ida Inez Irene
    Isabel Jackie Jacqueline Jane Janet Janice Jasmine Jean Jeanne Jennifer Jenny Jessica Jill Joan
    Joanna Joanne Josephine Joyce Juanita Judith Judy Julia Julie June Karen Kate Katherine Kathleen
    Kathryn Kathy Katie Kayla Kelly Kendra Kimberly Kirsten Kristen Kristin Latoya Laura Lauren Lena
    Leslie Lillian Linda Lisa Liz Lois Lori Lorraine Louise Lucia Lucy Lydia Lynn Madison Maggie Mandy
    Marcia Margaret Maria Marian Marie Marilyn Marjorie Marlene Martha Mary Maureen Megan Melanie
    Melissa Michelle Mildred Miranda Molly Monica Monique Nancy Naomi Natalie Natasha Nicole Nina Nora
    Norma Olivia Pamela Patricia Patty Paula Pauline Peggy Penny Phyllis Priya Rachel Rebecca Regina
    Renee Renée Rhonda Rita Roberta Rosa Rose Rosemary Ruby Ruth Sabrina Sally Samantha Sandra Sara
    Sarah Sharon Sheila Sheri Sherry Shirley Sofia Sonia Sonya Sophia Sophie Stacy Stella Stephanie Sue
    Susan Suzanne Sylvia Tamara Tammy Tanya Tara Teresa Theresa Tiffany Tina Tonya Tracy Valerie Vanessa
    Vera Veronica Victoria Violet Virginia Vivian Wanda Wendy Yolanda Yvonne Zoe
"""
_MEN = """
    Aaron Abdul Abraham Adam Ahmed Alan Albert Alejandro Alfred Allen Alvin Andre Andrew Anthony Antonio
    Arnold Arthur Barry Ben Benjamin Bernard Bill Billy Bob Bobby Brad Bradley Brandon Brent Brett Brian
    Bruce Bryan Byron Calvin Carl Carlos Cecil Cesar Chad Charles Chester Chris Christopher Clarence
    Clifford Clyde Colin Craig Curtis Dale Dan Daniel Darnell Darren Darryl Dave David Dean Dennis Derek
    Derrick Diego Don Donald Doug Douglas Duane Dustin Dwayne Dylan Earl Ed Eddie Edgar Eduardo Edward
    Edwin Elliot Eric Erik Ernest Ethan Eugene Fernando Floyd Francis Francisco Frank Fred Frederick
    Gabriel Garrett Gary Gavin Gene George Gerald Gilbert Glen Glenn Gordon Graham Greg Gregory Gus Guy
    Harold Harry Harvey Hector Henry Herbert Herman Howard Hugh Ian Isaac Ivan Jack Jacob Jake Jamal
    James Jared Jason Javier Jeff Jeffrey Jeremy Jerome Jerry Jesse Jesus Jim Jimmy Joe Joel John Johnny
    Jon Jonathan Jorge Jose José Joseph Josh Joshua Juan Julio Justin Karl Keith Ken Kenneth Kent Kevin
    Kirk Kurt Kyle Lance Larry Lawrence Leo Leon Leonard Leroy Lloyd Louis Lucas Luis Luke Malcolm Malik
    Manuel Marc Marcus Mario Mark Martin Marvin Mathew Matt Matthew Maurice Max Melvin Michael Miguel
    Mike Milton Mohamed Mohammed Nathan Neil Nicholas Nick Nigel Norman Oliver Omar Oscar Owen Patrick
    Paul Pedro Perry Peter Phil Philip Phillip Rafael Ralph Ramon Randall Randy Raul Ray Raymond
    Reginald Ricardo Richard Rick Rob Robert Roberto Rodney Roger Roland Ron Ronald Ross Roy Russell
    Ryan Sam Samuel Scott Sean Sergio Seth Shane Shawn Simon Spencer Stanley Stephen Steve Steven Stuart
    Ted Terrence Theodore Thomas Tim Timothy Todd Tom Tommy Tony Travis Trevor Troy Tyler Vernon Victor
    Vincent Virgil Wade Wallace Walter Warren Wayne Wesley William Willie Zachary
"""
PRONOUNS: dict[str, str] = dict.fromkeys(_WOMEN.split(), "she") | dict.fromkeys(_MEN.split(), "he")
"""Given name → ``he`` or ``she``; names of both (Terry, Dana, Kim) are left out."""
